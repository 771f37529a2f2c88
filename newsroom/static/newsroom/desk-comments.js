/** Comments go without the page: what is typed into the article above stays as it is. */
"use strict"
document.addEventListener("submit", async (event) => {
  const comments = event.target.closest("#comments")
  if (!comments) return
  event.preventDefault()
  const form = event.target
  if (form.dataset.sent) return
  form.dataset.sent = "yes"
  const data = new FormData(form, event.submitter)
  try {
    const answer = await fetch(form.action, { method: "POST", body: data, headers: { "X-Requested-With": "fetch" } })
    const page = new DOMParser().parseFromString(await answer.text(), "text/html")
    const fresh = page.getElementById("comments")
    if (!answer.ok || !fresh) throw new Error(answer.status)
    comments.replaceWith(fresh)
    const text = fresh.querySelector("textarea")
    text.focus({ preventScroll: !fresh.querySelector(".errorlist") })
  } catch {
    comments.querySelector(".unsent").hidden = false
    delete form.dataset.sent
  }
})

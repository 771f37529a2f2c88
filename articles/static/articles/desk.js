/** The dispatch's page: figures show the photo chosen for them; a button pressed twice counts once. */
"use strict"
{
  const FIELD = /^figures-\d+-photo$/
  const form = document.getElementById("dispatch_form")

  async function describe(select) {
    const url = document.querySelector("[data-photo-search-url]")?.dataset.photoSearchUrl
    const row = select.name.replace(/-photo$/, "")
    const place = document.querySelector(`#${row} .field-picture .readonly`)
    if (!place) return
    place.replaceChildren()
    if (!url || !select.value) return
    const reply = await fetch(`${url}?ids=${select.value}`)
    const [photo] = reply.ok ? (await reply.json()).results : []
    if (!photo) return
    const image = Object.assign(new Image(), { src: photo.thumbnail, alt: photo.alt, className: "thumbnail" })
    image.dataset.focal = photo.focal
    place.replaceChildren(image, termsOf(photo))
    for (const name of ["caption", "alt"]) fillIfEmpty(row, name, photo[name])
    const credit = form.elements[`${row}-credit`]
    if (credit) credit.placeholder = photo.credit
  }

  function termsOf(photo) {
    const list = Object.assign(document.createElement("ul"), { className: "terms" })
    for (const words of photo.terms)
      list.append(Object.assign(document.createElement("li"), { textContent: words }))
    return list
  }

  function fillIfEmpty(row, name, words) {
    const box = form.elements[`${row}-${name}`]
    if (!box || box.value.trim() || !words) return
    box.value = words
    box.dispatchEvent(new Event("input", { bubbles: true }))
  }

  /** The server refuses a second sending anyway; this spares the page that says so. */
  function pressOnce(event) {
    if (form.dataset.sent) return event.preventDefault()
    form.dataset.sent = "yes"
    form.classList.add("sent")
  }

  /** What the server would refuse is asked for before anything is sent. */
  function askReason(event) {
    const box = form.querySelector("[data-needed] input")
    if (!event.target.closest('[name^="_publish"]') || !box || box.value.trim()) return
    event.preventDefault()
    box.setCustomValidity(document.getElementById("id_alone_because_helptext").textContent)
    box.reportValidity()
    box.addEventListener("input", () => box.setCustomValidity(""), { once: true })
  }

  /** Whoever goes back to the page of a new article and saves again, saves the same article. */
  function stayTheSame(uid) {
    if (history.state?.uid) uid.value = history.state.uid
    form.addEventListener("submit", () => history.replaceState({ ...history.state, uid: uid.value }, ""))
  }

  if (form) {
    if (form.elements.uid) stayTheSame(form.elements.uid)
    form.addEventListener("click", askReason)
    document.addEventListener("change", ({ target }) => FIELD.test(target.name) && describe(target))
    form.addEventListener("submit", pressOnce)
    window.addEventListener("pageshow", () => {
      delete form.dataset.sent
      form.classList.remove("sent")
    })
  }
}

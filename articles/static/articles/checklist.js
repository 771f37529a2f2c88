/* The checklist beside an article: fetched once the page stands, and ticked all at once. */
{
  const place = document.querySelector("[data-checklist]")

  async function fetchFindings() {
    const reply = await fetch(place.dataset.checklist, { headers: { Accept: "text/html" } }).catch(() => null)
    if (reply?.ok && !reply.redirected) place.innerHTML = await reply.text()
  }

  document.addEventListener("change", ({ target }) => {
    if (target.name === "seen_all") {
      for (const box of document.querySelectorAll('input[name="seen"]')) box.checked = target.checked
    } else if (target.name === "seen" && !target.checked) {
      const all = document.querySelector('input[name="seen_all"]')
      if (all) all.checked = false
    }
  })

  if (place) window.addEventListener("load", () => setTimeout(fetchFindings, 0))
}

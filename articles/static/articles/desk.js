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

  if (form) {
    document.addEventListener("change", ({ target }) => FIELD.test(target.name) && describe(target))
    form.addEventListener("submit", pressOnce)
    window.addEventListener("pageshow", () => {
      delete form.dataset.sent
      form.classList.remove("sent")
    })
  }
}

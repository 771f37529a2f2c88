/** The inline forms of a dispatch's figures: what the slots in the text stand for. */

export const thumbnails = new Map()
export const views = new Set()
export const refreshViews = () => views.forEach((refresh) => refresh())
export const hasFigures = () => !!document.getElementById("figures-group")
const addLink = () => document.querySelector("#figures-group .add-row a")
export const mayAdd = () => ![undefined, "none"].includes(addLink()?.parentElement.style.display)
export const input = (form, name) => document.querySelector(`[name="${form}-${name}"]`)
export const value = (form, name) => input(form, name)?.value.trim() || ""
export const formOf = (slot) => figureForms().find((form) => value(form, "slot") === String(slot))

export function figureForms() {
  return [...document.querySelectorAll('[name^="figures-"][name$="-slot"]')]
    .map((slot) => slot.name.replace(/-slot$/, ""))
    .filter((form) => !form.endsWith("__prefix__"))
}

export function setValue(field, text) {
  if (!field || field.value === text) return
  field.value = text
  field.dispatchEvent(new Event("input", { bubbles: true }))
}

function nextSlot() {
  const placed = [...document.querySelectorAll(".prose-slot")].map((slot) => +slot.dataset.slot)
  return 1 + Math.max(0, ...placed, ...figureForms().map((form) => +value(form, "slot")))
}

/** Add an inline form as the page's own button does; null when the page hides that button. */
export function addFigure({ photo, caption = "", alt = "" }) {
  const slot = nextSlot()
  if (!mayAdd()) return null
  addLink().click()
  const form = formOf(slot) // numberForm has numbered it
  if (photo) choosePhoto(input(form, "photo"), photo)
  setValue(input(form, "caption"), caption)
  setValue(input(form, "alt"), alt)
  document.getElementById(form).dataset.firstCaption = caption
  refreshViews()
  return slot
}

function choosePhoto(select, photo) {
  thumbnails.set(String(photo.id), photo.thumbnail)
  if (![...select.options].some((option) => option.value === String(photo.id)))
    select.append(new Option(photo.text, photo.id))
  select.value = photo.id
  select.dispatchEvent(new Event("change", { bubbles: true }))
}

export function numberForm(event) {
  if (event.detail?.formsetName !== "figures") return
  const slot = input(event.target.id, "slot")
  if (slot && !slot.value) slot.value = nextSlot()
  refreshViews()
}

/** A caption undone in the text, or a form added and left blank, must not become a figure. */
export function dropUnusedForms(placed) {
  for (const form of figureForms().reverse()) {
    const row = document.getElementById(form)
    const words = value(form, "caption")
    const untouched = !words || words === row.dataset.firstCaption?.trim()
    const empty = untouched && !["id", "photo", "alt"].some((name) => value(form, name))
    if (empty && !placed.includes(+value(form, "slot")))
      row.querySelector(".inline-deletelink")?.click()
  }
}

export const ask = async (url, query) => {
  const address = new URL(url, window.location.href)
  for (const [name, text] of Object.entries(query)) address.searchParams.set(name, text)
  const reply = await fetch(address, { headers: { Accept: "application/json" } })
  if (!reply.ok) throw new Error(reply.statusText)
  return (await reply.json()).results
}

/** The pictures that the page shows already: nobody has to be asked for them. */
export function readThumbnails() {
  for (const form of figureForms()) {
    const shown = document.querySelector(`#${form} .field-picture img`)?.getAttribute("src")
    const photo = value(form, "photo")
    if (photo && shown?.includes(`/${photo}/`)) thumbnails.set(photo, shown)
  }
}

export async function loadThumbnails(url) {
  const ids = figureForms().map((form) => value(form, "photo"))
  const unknown = ids.filter((id) => id && !thumbnails.has(id))
  if (!url || !unknown.length) return
  unknown.forEach((id) => thumbnails.set(id, ""))
  const photos = await ask(url, { ids: unknown.join() }).catch(() => [])
  photos.forEach((photo) => thumbnails.set(String(photo.id), photo.thumbnail))
  refreshViews()
}

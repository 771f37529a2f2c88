/** The dialogs that place photos and links, and the key that makes a caption of a paragraph. */
import { setTarget, stretched, targetOf } from "./commands"
import { button, crel, gettext, ngettext } from "./dom"
import { addFigure, ask, figureForms, hasFigures, input, mayAdd, thumbnails, value } from "./figures"
import { isAllowed, marks, nodes } from "./schema"
import { moveAfterSlot, placeAtCursor, placedSlots, putSlot } from "./slot"

/** The current paragraph, a line of pasted text, becomes the caption of a photo to come. */
export function captionParagraph(view) {
  if (!hasFigures()) return false
  const { $from } = view.state.selection
  const words = $from.parent.isTextblock
    ? $from.parent.textBetween(0, $from.parent.content.size, " ", " ").trim()
    : ""
  if (!words) return photoDialog(view)
  const slot = addFigure({ caption: words })
  if (!slot) return true
  const range = [$from.before(), $from.after()]
  if ($from.depth === 1) putSlot(view, ...range, slot)
  else captionInside(view, range, $from.after(1), slot)
  return true
}

/** In a list or a quotation: the slot goes after the whole of it. */
function captionInside(view, range, after, slot) {
  const { tr } = view.state
  tr.insert(after, nodes.figureSlot.create({ slot })).deleteRange(...range)
  view.focus()
  view.dispatch(moveAfterSlot(tr, tr.mapping.map(after, -1)))
}

export function openDialog(heading, children) {
  const close = button(gettext("Close"), () => dialog.close(), "prose-dialog__close")
  const title = crel("h2", { id: "prose-dialog-title", textContent: heading })
  const dialog = crel("dialog", { className: "prose-dialog", "aria-labelledby": title.id }, [
    crel("header", {}, [title, close]),
    ...children,
  ])
  dialog.addEventListener("close", () => dialog.remove())
  document.body.append(dialog) // outside the page's form: Enter here must not save the dispatch
  dialog.showModal()
  return dialog
}

export function photoDialog(view) {
  const place = (slot) => {
    dialog.close()
    placeAtCursor(view, slot)
  }
  const dialog = openDialog(gettext("Place a photo"), [
    ...unplacedList(view, place),
    ...(mayAdd() ? newFigures(view, place) : []),
  ])
  dialog.querySelector("input")?.focus()
  return true
}

function newFigures(view, place) {
  const label = gettext("Find a photo (title, caption, credit)")
  const find = (q) => ask(searchUrl(view, "photo"), { q })
  const show = (photo) => {
    const detail = [photo.caption, photo.credit].filter(Boolean).join(" — ")
    return choice({ ...photo, title: photo.text, detail }, () =>
      place(addFigure({ photo, ...photo })))
  }
  const later = button(gettext("Photo to come"), () => place(addFigure({})))
  const search = searchUrl(view, "photo") ? searchBox(label, find, show, foundPhotos) : []
  return [...search, later]
}

export const searchUrl = (view, thing) =>
  view.dom.closest(".prose-editor").querySelector("textarea[data-prose]").dataset[`${thing}SearchUrl`]

export function choice({ thumbnail, title, detail }, onclick) {
  return crel("li", {}, [
    crel("button", { type: "button", className: "prose-choice", onclick }, [
      thumbnail === undefined ? "" : thumbnail ? crel("img", { src: thumbnail, alt: "" }) : crel("span"),
      crel("span", {}, [
        crel("strong", { textContent: title }),
        detail ? crel("small", { textContent: detail }) : "",
      ]),
    ]),
  ])
}

function unplacedList(view, place) {
  const placed = placedSlots(view.state.doc)
  const free = figureForms().filter((form) => {
    const slot = +value(form, "slot")
    return slot && !placed.includes(slot) && !input(form, "DELETE")?.checked
  })
  if (!free.length) return []
  const choices = free.map((form) => {
    const photo = input(form, "photo")?.selectedOptions[0]
    const slot = +value(form, "slot")
    const title = gettext("Photo %s").replace("%s", slot)
    const detail = value(form, "caption") || photo?.text || gettext("Photo to come")
    const thumbnail = thumbnails.get(photo?.value) || ""
    return choice({ thumbnail, title, detail }, () => place(slot))
  })
  return [crel("h3", { textContent: gettext("Not yet in the text") }), crel("ul", {}, choices)]
}

/** A box, and below it what `find` answers to the words typed there, each as `show` draws it. */
export function searchBox(words, find, show, count, first = "") {
  const status = crel("p", { role: "status" })
  const list = crel("ul")
  let latest = 0
  const search = async (term) => {
    const turn = ++latest
    if (!term) return void list.replaceChildren()
    await new Promise((resolve) => setTimeout(resolve, 250))
    if (turn !== latest) return
    const things = await find(term).catch(() => null)
    if (turn !== latest) return
    status.textContent = things ? count(things.length) : gettext("The search did not answer. Try again.")
    list.replaceChildren(...(things || []).map(show))
  }
  const oninput = () => search(box.value.trim())
  const box = crel("input", { enterKeyHint: "search", value: first, oninput })
  if (first) oninput()
  return [crel("label", {}, [words, box]), status, list]
}

const foundPhotos = (count) =>
  count
    ? ngettext("%s photo", "%s photos", count).replace("%s", count)
    : gettext("No photo found.")

export const isLinkable = (state) => !state.selection.empty || targetOf(state)?.type === marks.link

export function linkDialog(view) {
  if (!isLinkable(view.state)) return false
  const current = targetOf(view.state)
  const address = crel("input", {
    value: current?.attrs.href || "",
    oninput: () => address.setCustomValidity(""),
  })
  const set = (mark) => {
    dialog.close()
    view.focus()
    setTarget(mark, stretched(view.state))(view.state, view.dispatch)
  }
  const form = crel("form", {}, [
    crel("label", {}, [gettext("Address (https://…, an e-mail address, or /…)"), address]),
    crel("button", { className: "button", textContent: gettext("Make the link") }),
    button(gettext("Remove the link"), () => set(null)),
  ])
  form.addEventListener("submit", (event) => {
    event.preventDefault()
    const href = completeAddress(address.value.trim())
    if (!isAllowed(href)) address.setCustomValidity(gettext("This address cannot be a link."))
    if (form.reportValidity()) set(marks.link.create({ href }))
  })
  const dialog = openDialog(gettext("Link"), [form])
  address.focus()
  return true
}

function completeAddress(text) {
  if (/^[^\s/:]+@[^\s/]+$/.test(text)) return `mailto:${text}`
  return /^[\w-]+(\.[\w-]+)+(\/\S*)?$/.test(text) ? `https://${text}` : text
}

/** The dialogs that place photos and links, and the key that makes a caption of a paragraph. */
import { crel, gettext } from "django-prose-editor/editor"
import {
  thumbnails, hasFigures, mayAdd, input, value, figureForms, addFigure, ask,
} from "articles/prose-figures"
import { button, placedSlots, moveAfterSlot, putSlot, placeAtCursor } from "articles/prose-slot"

const ngettext = window.ngettext || ((one, many, n) => (n === 1 ? one : many))

/** The current paragraph, a line of pasted text, becomes the caption of a photo to come. */
export function captionParagraph(editor) {
  if (!hasFigures()) return false
  const { $from } = editor.state.selection
  const words = $from.parent.isTextblock
    ? $from.parent.textBetween(0, $from.parent.content.size, " ", " ").trim()
    : ""
  if (!words) return photoDialog(editor)
  const slot = addFigure({ caption: words })
  if (!slot) return true
  const range = [$from.before(), $from.after()]
  if ($from.depth === 1) putSlot(editor, ...range, slot)
  else captionInside(editor, range, $from.after(1), slot)
  return true
}

/** In a list or a quotation: the slot goes after the whole of it. */
function captionInside(editor, range, after, slot) {
  editor.chain().focus().command(({ tr }) => {
    tr.insert(after, editor.schema.nodes.figureSlot.create({ slot })).deleteRange(...range)
    return !!moveAfterSlot(tr, tr.mapping.map(after, -1))
  }).run()
}

function openDialog(heading, children) {
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

export function photoDialog(editor) {
  const place = (slot) => {
    dialog.close()
    placeAtCursor(editor, slot)
  }
  const dialog = openDialog(gettext("Place a photo"), [
    ...unplacedList(editor, place),
    ...(mayAdd() ? newFigures(editor, place) : []),
  ])
  dialog.querySelector("input")?.focus()
  return true
}

function newFigures(editor, place) {
  const choose = (photo) => place(addFigure({ photo, ...photo }))
  const later = button(gettext("Photo to come"), () => place(addFigure({})))
  return [...searchBox(editor.storage.desk.searchUrl, choose), later]
}

function choice({ thumbnail, title, detail }, onclick) {
  return crel("li", {}, [
    crel("button", { type: "button", className: "prose-choice", onclick }, [
      thumbnail ? crel("img", { src: thumbnail, alt: "" }) : crel("span"),
      crel("span", {}, [
        crel("strong", { textContent: title }),
        crel("small", { textContent: detail }),
      ]),
    ]),
  ])
}

function unplacedList(editor, place) {
  const placed = placedSlots(editor.state.doc)
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
    return choice({ thumbnail: thumbnails.get(photo?.value), title, detail }, () => place(slot))
  })
  return [crel("h3", { textContent: gettext("Not yet in the text") }), crel("ul", {}, choices)]
}

function searchBox(url, choose) {
  if (!url) return []
  const status = crel("p", { role: "status" })
  const list = crel("ul")
  let latest = 0
  const search = async (term) => {
    const turn = ++latest
    if (!term) return void list.replaceChildren()
    await new Promise((resolve) => setTimeout(resolve, 250))
    if (turn !== latest) return
    const photos = await ask(url, { q: term }).catch(() => null)
    if (turn !== latest) return
    status.textContent = found(photos)
    list.replaceChildren(...(photos || []).map((photo) => {
      const detail = [photo.caption, photo.credit].filter(Boolean).join(" — ")
      return choice({ ...photo, title: photo.text, detail }, () => choose(photo))
    }))
  }
  const box = crel("input", { enterKeyHint: "search", oninput: () => search(box.value.trim()) })
  const label = crel("label", {}, [gettext("Find a photo (title, caption, credit)"), box])
  return [label, status, list]
}

function found(photos) {
  if (!photos) return gettext("The search did not answer. Try again.")
  if (!photos.length) return gettext("No photo found.")
  return ngettext("%s photo", "%s photos", photos.length).replace("%s", photos.length)
}

export const isLinkable = (editor) => !editor.state.selection.empty || editor.isActive("link")

export function linkDialog(editor) {
  if (!isLinkable(editor)) return false
  const address = crel("input", {
    value: editor.getAttributes("link").href || "",
    oninput: () => address.setCustomValidity(""),
  })
  const set = () => editor.chain().focus().extendMarkRange("link")
  const form = crel("form", {}, [
    crel("label", {}, [gettext("Address (https://…, an e-mail address, or /…)"), address]),
    crel("button", { className: "button", textContent: gettext("Make the link") }),
    button(gettext("Remove the link"), () => {
      dialog.close()
      set().unsetLink().run()
    }),
  ])
  form.addEventListener("submit", (event) => {
    event.preventDefault()
    const href = completeAddress(address.value.trim())
    if (!isAllowed(href)) address.setCustomValidity(gettext("This address cannot be a link."))
    if (!form.reportValidity()) return
    dialog.close()
    set().setLink({ href }).run()
  })
  const dialog = openDialog(gettext("Link"), [form])
  address.focus()
  return true
}

export const isAllowed = (href) => /^(https?:\/\/|mailto:|\/(?!\/))[^\s<>"\\]*$/i.test(href || "")

function completeAddress(text) {
  if (/^[^\s/:]+@[^\s/]+$/.test(text)) return `mailto:${text}`
  return /^[\w-]+(\.[\w-]+)+(\/\S*)?$/.test(text) ? `https://${text}` : text
}

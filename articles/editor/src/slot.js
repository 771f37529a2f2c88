/** The slot in the text: a card with the photo, its caption and its number. */
import { Selection } from "prosemirror-state"
import { button, crel, gettext } from "./dom"
import { formOf, input, setValue, thumbnails, views } from "./figures"
import { nodes } from "./schema"

export const placedSlots = (doc) => {
  const slots = []
  doc.forEach((node) => node.type === nodes.figureSlot && slots.push(node.attrs.slot))
  return slots
}

export function figureView(node, view, getPos) {
  const { slot } = node.attrs
  const name = gettext("Photo %s").replace("%s", slot)
  const picture = crel("div", { className: "prose-slot__picture" })
  const title = crel("span", { className: "prose-slot__title" })
  const caption = crel("textarea", {
    rows: 1,
    placeholder: gettext("Caption"),
    "aria-label": gettext("Caption of photo %s").replace("%s", slot),
    oninput: () => setValue(input(formOf(slot), "caption"), caption.value),
    onkeydown: (event) => leaveCaption(event, view, getPos),
  })
  const show = button(gettext("Go to its form"), () => showForm(formOf(slot)))
  const remove = button(gettext("Take out of the text"), () => {
    view.focus()
    view.dispatch(view.state.tr.delete(getPos(), getPos() + 1))
  })
  const box = { className: "prose-slot", "data-slot": slot, role: "group", "aria-label": name }
  const dom = crel("div", box, [
    picture,
    crel("div", { className: "prose-slot__words" }, [
      crel("div", {}, [crel("strong", { textContent: name }), title]),
      caption,
      crel("div", { className: "prose-slot__buttons" }, [show, remove]),
    ]),
  ])
  // A draggable parent would keep the mouse from selecting words in the caption.
  caption.addEventListener("focus", () => (dom.draggable = false))
  caption.addEventListener("blur", () => (dom.draggable = true))

  const refresh = () => {
    const form = formOf(slot)
    const photo = form && input(form, "photo")?.selectedOptions[0]
    const deleted = !!form && !!input(form, "DELETE")?.checked
    drawPicture(picture, photo?.value)
    title.textContent = !form
      ? gettext("no form bears this number")
      : deleted
        ? gettext("deleted on saving")
        : (photo?.value && photo.text) || ""
    dom.classList.toggle("prose-slot--gone", !form || deleted)
    caption.disabled = !form || !view.editable
    show.hidden = !form
    remove.hidden = !view.editable
    if (form && caption.value !== input(form, "caption").value)
      caption.value = input(form, "caption").value
    caption.style.height = "auto"
    caption.style.height = `${caption.scrollHeight + 2}px`
  }
  views.add(refresh)
  requestAnimationFrame(refresh)
  return {
    dom,
    stopEvent: (event) => !!event.target.closest?.("textarea, button"),
    ignoreMutation: () => true,
    destroy: () => views.delete(refresh),
  }
}

function drawPicture(picture, photo) {
  const url = thumbnails.get(photo) || ""
  if (picture.dataset.shown === `${photo} ${url}`) return
  picture.dataset.shown = `${photo} ${url}`
  const text = photo ? gettext("Photo") : gettext("Photo to come")
  picture.classList.toggle("prose-slot__picture--none", !photo)
  picture.replaceChildren(url ? crel("img", { src: url, alt: "" }) : text)
}

/** A caption is one paragraph: Enter and Escape lead back to the text after it. */
function leaveCaption(event, view, getPos) {
  if (!["Enter", "Escape"].includes(event.key) || event.isComposing) return
  event.preventDefault()
  view.focus()
  view.dispatch(moveAfterSlot(view.state.tr, getPos()))
}

function showForm(form) {
  const row = document.getElementById(form)
  for (let box = row; box; box = box.parentElement) if (box.matches("details")) box.open = true
  row.scrollIntoView({ block: "center" })
  row.querySelector("[role=combobox], textarea, input:not([type=hidden])")?.focus()
}

export function moveAfterSlot(tr, position) {
  const after = position + 1
  if (!tr.doc.resolve(after).nodeAfter?.isTextblock && after === tr.doc.content.size)
    tr.insert(after, nodes.paragraph.create())
  return tr.setSelection(Selection.near(tr.doc.resolve(after))).scrollIntoView()
}

export function putSlot(view, from, to, slot) {
  view.focus()
  const tr = view.state.tr.replaceWith(from, to, nodes.figureSlot.create({ slot }))
  view.dispatch(moveAfterSlot(tr, from))
}

/** Never in the middle of a paragraph: after it, before it, or in place of an empty one. */
export function placeAtCursor(view, slot) {
  const { $from, to } = view.state.selection
  if (!slot) return
  if (!$from.depth) return void putSlot(view, to, to, slot)
  const [before, after] = [$from.before(1), $from.after(1)]
  const empty = $from.node(1).isTextblock && !$from.node(1).content.size
  if (empty) putSlot(view, before, after, slot)
  else if ($from.pos === before + 1) putSlot(view, before, before, slot)
  else putSlot(view, after, after, slot)
}

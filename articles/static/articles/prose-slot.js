/** The slot in the text: a card with the photo, its caption and its number. */
import { Node, crel, gettext, pm } from "django-prose-editor/editor"
import { thumbnails, views, input, formOf, setValue } from "articles/prose-figures"

export const button = (textContent, onclick, className = "button") =>
  crel("button", { type: "button", className, textContent, onclick })

export const placedSlots = (doc) => {
  const slots = []
  doc.forEach((node) => node.type.name === "figureSlot" && slots.push(node.attrs.slot))
  return slots
}

export const FigureSlot = Node.create({
  name: "figureSlot",
  group: "slot",
  atom: true,
  draggable: true,
  addAttributes: () => ({
    slot: {
      parseHTML: (element) => parseInt(element.dataset.slot, 10),
      renderHTML: ({ slot }) => ({ "data-slot": slot }),
    },
  }),
  parseHTML: () => [
    {
      tag: "figure[data-slot]",
      getAttrs: (figure) => (/^[1-9]\d{0,2}$/.test(figure.dataset.slot) ? null : false),
    },
  ],
  renderHTML: ({ HTMLAttributes }) => ["figure", HTMLAttributes],
  addNodeView: () => (props) => figureView(props),
})

function figureView({ node, getPos, editor }) {
  const { slot } = node.attrs
  const name = gettext("Photo %s").replace("%s", slot)
  const picture = crel("div", { className: "prose-slot__picture" })
  const title = crel("span", { className: "prose-slot__title" })
  const caption = crel("textarea", {
    rows: 1,
    placeholder: gettext("Caption"),
    "aria-label": gettext("Caption of photo %s").replace("%s", slot),
    oninput: () => setValue(input(formOf(slot), "caption"), caption.value),
    onkeydown: (event) => leaveCaption(event, editor, getPos),
  })
  const show = button(gettext("Go to its form"), () => showForm(formOf(slot)))
  const remove = button(gettext("Take out of the text"), () => {
    const position = getPos()
    editor.chain().focus().deleteRange({ from: position, to: position + 1 }).run()
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
    caption.disabled = !form || !editor.isEditable
    show.hidden = !form
    remove.hidden = !editor.isEditable
    if (form && caption.value !== input(form, "caption").value)
      caption.value = input(form, "caption").value
    caption.style.height = "auto"
    caption.style.height = `${caption.scrollHeight + 2}px`
  }
  views.add(refresh)
  requestAnimationFrame(refresh)
  return {
    dom,
    stopEvent: (event) => event.target.closest?.("textarea, button") !== null,
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
function leaveCaption(event, editor, getPos) {
  if (!["Enter", "Escape"].includes(event.key) || event.isComposing) return
  event.preventDefault()
  editor.view.focus() // at once: the chain's own focus() waits, and the next key would be lost
  editor.commands.command(({ tr }) => !!moveAfterSlot(tr, getPos()))
}

function showForm(form) {
  const row = document.getElementById(form)
  for (let box = row; box; box = box.parentElement) if (box.matches("details")) box.open = true
  row.scrollIntoView({ block: "center" })
  row.querySelector(".select2-selection, textarea, input:not([type=hidden])")?.focus()
}

export function moveAfterSlot(tr, position) {
  const after = position + 1
  if (!tr.doc.resolve(after).nodeAfter?.isTextblock && after === tr.doc.content.size)
    tr.insert(after, tr.doc.type.schema.nodes.paragraph.create())
  return tr.setSelection(pm.state.Selection.near(tr.doc.resolve(after))).scrollIntoView()
}

export function putSlot(editor, from, to, slot, emptied = null) {
  editor.chain().focus().command(({ tr }) => {
    if (emptied) tr.deleteRange(...emptied)
    tr.replaceWith(from, to, editor.schema.nodes.figureSlot.create({ slot }))
    return !!moveAfterSlot(tr, from)
  }).run()
}

/** Never in the middle of a paragraph: after it, before it, or in place of an empty one. */
export function placeAtCursor(editor, slot) {
  const { $from, to } = editor.state.selection
  if (!slot) return
  if (!$from.depth) return void putSlot(editor, to, to, slot)
  const [before, after] = [$from.before(1), $from.after(1)]
  const empty = $from.node(1).isTextblock && !$from.node(1).content.size
  if (empty) putSlot(editor, before, after, slot)
  else if ($from.pos === before + 1) putSlot(editor, before, before, slot)
  else putSlot(editor, after, after, slot)
}

/** The row of buttons above the text. */
import { redo, redoDepth, undo, undoDepth } from "prosemirror-history"
import { accordDialog, hasAccords, isAccord } from "./accords"
import {
  around, isHeading, isIn, isMarked, mark, targetOf, toggleHeading, toggleList, toggleQuotation,
} from "./commands"
import { captionParagraph, isLinkable, linkDialog, photoDialog } from "./dialogs"
import { crel, gettext } from "./dom"
import { hasFigures } from "./figures"
import { marks, nodes } from "./schema"

const icon = (path) => `<svg viewBox="0 0 24 24" aria-hidden="true"><path d="${path}"/></svg>`
const BULLETS = icon("M4 6h.01M4 12h.01M4 18h.01M9 6h11M9 12h11M9 18h11")
const NUMBERS = icon("M9 6h11M9 12h11M9 18h11M3 5l1.5-1v5M3 15c2-2 3 0 1.500 1.500L3 19h2.500")
const LINK = icon(
  "M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1",
)
const UNDO = icon("M9 7L4 12l5 5M4 12h10a5 5 0 0 1 0 10h-2")
const REDO = icon("M15 7l5 5-5 5M20 12H10a5 5 0 0 0 0 10h2")

/** Each group's buttons: name, face, title, what it does, and when it is pressed or of use. */
function groups(view) {
  const run = (command) => () => command(view.state, view.dispatch, view)
  const ask = (dialog) => () => dialog(view)
  const marking = (type) => [run(mark(type)), { pressed: (state) => isMarked(state, type) }]
  const listing = (type) =>
    [run(toggleList(type)), { pressed: (state) => around(state, ...LISTS)?.node.type === type }]
  const caption = gettext("Caption: this paragraph becomes the caption of a photo (F9)")
  return [
    [
      ["heading", gettext("Crosshead"), gettext("Crosshead (F8)"), run(toggleHeading(2)),
        { pressed: (state) => isHeading(state) }],
    ],
    hasFigures() && [
      ["photo", gettext("Photo"), gettext("Photo: place one here"), ask(photoDialog)],
      ["caption", gettext("Caption"), caption, ask(captionParagraph)],
    ],
    [
      ["bold", gettext("B"), gettext("Bold (Ctrl+B)"), ...marking(marks.bold)],
      ["italic", gettext("I"), gettext("Italic (Ctrl+I)"), ...marking(marks.italic)],
      ["superscript", "x²", gettext("Superscript"), ...marking(marks.superscript)],
      ["subscript", "x₂", gettext("Subscript"), ...marking(marks.subscript)],
    ],
    [
      ["blockquote", "« »", gettext("Quotation"), run(toggleQuotation),
        { pressed: isIn(nodes.blockquote) }],
      ["bulletList", BULLETS, gettext("Bulleted list"), ...listing(nodes.bulletList)],
      ["orderedList", NUMBERS, gettext("Numbered list"), ...listing(nodes.orderedList)],
    ],
    [
      ["link", LINK, gettext("Link (Ctrl+K)"), ask(linkDialog),
        { pressed: (state) => targetOf(state)?.type === marks.link, enabled: isLinkable }],
      hasAccords(view) && ["accord", gettext("Accord"), gettext("Accord: name one here (F2)"),
        ask(accordDialog), { pressed: isAccord }],
    ],
    [
      ["undo", UNDO, gettext("Undo (Ctrl+Z)"), run(undo), { enabled: undoDepth }],
      ["redo", REDO, gettext("Redo (Ctrl+Shift+Z)"), run(redo), { enabled: redoDepth }],
    ],
  ]
}

const LISTS = [nodes.bulletList, nodes.orderedList]

/** The element, and what brings its buttons up to date. */
export function toolbar(view) {
  const updates = []
  const key = ([name, face, title, act, { pressed, enabled } = {}]) => {
    const onclick = () => {
      view.focus()
      if (!enabled || enabled(view.state)) act()
    }
    const properties = { type: "button", className: "prose-menubar__button", title, onclick }
    const words = face.startsWith("<") ? { innerHTML: face } : { textContent: face }
    const element = crel("button", {
      ...properties, ...words, "data-name": name, "aria-label": title,
    })
    if (pressed) updates.push((state) => element.setAttribute("aria-pressed", !!pressed(state)))
    if (enabled)
      updates.push((state) => {
        element.setAttribute("aria-disabled", !enabled(state))
        element.classList.toggle("disabled", !enabled(state))
      })
    return element
  }
  const rows = groups(view).filter(Boolean).map((group) =>
    crel("div", { className: "prose-menubar__group" }, group.filter(Boolean).map(key)))
  const element = crel("div", { className: "prose-menubar" }, rows)
  return { element, update: (state) => updates.forEach((each) => each(state)) }
}

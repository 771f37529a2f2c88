/**
 * The editor of a dispatch's body: Tiptap, as django-prose-editor packs it, with figure slots.
 *
 * A slot is <figure data-slot="N"></figure>. Its photo, caption and alternative text live in the
 * inline form of the same page whose `slot` is N, and that form is what gets saved. Without this
 * script the textarea and the inline forms remain, and nothing is lost.
 */
import {
  Blockquote, Bold, BulletList, Document, Dropcursor, Extension, Gapcursor, HardBreak, Heading,
  History, Italic, Link, ListItem, Mark, Menu, OrderedList, Paragraph, Plugin, Subscript,
  Superscript, Text, createTextareaEditor, crel, gettext, initializeEditors,
} from "django-prose-editor/editor"
import {
  refreshViews, hasFigures, numberForm, dropUnusedForms, loadThumbnails,
} from "articles/prose-figures"
import { placedSlots, FigureSlot } from "articles/prose-slot"
import {
  captionParagraph, photoDialog, isLinkable, linkDialog, isAllowed,
} from "articles/prose-dialogs"
import { unwrap, reduceHTML, keepOurSlots } from "articles/prose-paste"

const ngettext = window.ngettext || ((one, many, n) => (n === 1 ? one : many))

const icon = (path) => `<svg viewBox="0 0 24 24" aria-hidden="true"><path d="${path}"/></svg>`
const BULLETS = icon("M4 6h.01M4 12h.01M4 18h.01M9 6h11M9 12h11M9 18h11")
const NUMBERS = icon("M9 6h11M9 12h11M9 18h11M3 5l1.5-1v5M3 15c2-2 3 0 1.500 1.500L3 19h2.500")
const LINK = icon(
  "M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1",
)
const UNDO = icon("M9 7L4 12l5 5M4 12h10a5 5 0 0 1 0 10h-2")
const REDO = icon("M15 7l5 5-5 5M20 12H10a5 5 0 0 0 0 10h2")

/** Each group's buttons: name, face, title, and what it does. */
function toolbar() {
  const chain = (editor) => editor.chain().focus()
  const active = (name) => (editor) => editor.isActive(name)
  const mark = (name) => ({ command: (e) => chain(e).toggleMark(name).run(), active: active(name) })
  const photos = { hidden: () => !hasFigures() }
  const caption = gettext("Caption: this paragraph becomes the caption of a photo (F9)")
  return {
    block: [
      ["heading", gettext("Crosshead"), gettext("Crosshead (F8)"),
        { command: toggleCrosshead, active: active("heading") }],
    ],
    photo: [
      ["photo", gettext("Photo"), gettext("Photo: place one here"),
        { command: photoDialog, ...photos }],
      ["caption", gettext("Caption"), caption, { command: captionParagraph, ...photos }],
    ],
    marks: [
      ["bold", gettext("B"), gettext("Bold (Ctrl+B)"), mark("bold")],
      ["italic", gettext("I"), gettext("Italic (Ctrl+I)"), mark("italic")],
      ["superscript", "x²", gettext("Superscript"), mark("superscript")],
      ["subscript", "x₂", gettext("Subscript"), mark("subscript")],
    ],
    lists: [
      ["blockquote", "« »", gettext("Quotation"),
        { command: (e) => chain(e).toggleBlockquote().run(), active: active("blockquote") }],
      ["bulletList", BULLETS, gettext("Bulleted list"),
        { command: (e) => chain(e).toggleBulletList().run(), active: active("bulletList") }],
      ["orderedList", NUMBERS, gettext("Numbered list"),
        { command: (e) => chain(e).toggleOrderedList().run(), active: active("orderedList") }],
    ],
    link: [
      ["link", LINK, gettext("Link (Ctrl+K)"),
        { command: linkDialog, active: active("link"), enabled: isLinkable }],
    ],
    history: [
      ["undo", UNDO, gettext("Undo (Ctrl+Z)"),
        { command: (e) => e.commands.undo(), enabled: (e) => e.can().undo() }],
      ["redo", REDO, gettext("Redo (Ctrl+Shift+Z)"),
        { command: (e) => e.commands.redo(), enabled: (e) => e.can().redo() }],
    ],
  }
}

const toggleCrosshead = (editor) => editor.chain().focus().toggleHeading({ level: 2 }).run()

function defineItems({ menu, buttons }) {
  for (const [groups, items] of Object.entries(toolbar()))
    for (const [name, face, title, does] of items) {
      const key = face.startsWith("<") ? buttons.svg(face, title) : buttons.text(face, title)
      const update = (editor) => {
        if (does.active) key.setAttribute("aria-pressed", does.active(editor))
        if (does.enabled) key.setAttribute("aria-disabled", !does.enabled(editor))
      }
      menu.defineItem({ groups, name, button: key, update, ...does })
    }
}

const wordCount = (editor) => {
  const text = editor.state.doc.textBetween(0, editor.state.doc.content.size, " ", " ")
  const words = text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length
  const number = words.toLocaleString(document.documentElement.lang)
  return ngettext("%s word", "%s words", words).replace("%s", number)
}

/** The textarea's label and notes become those of the editing box that hides it. */
function boxAttributes(textarea) {
  const label = textarea.labels[0]
  const attributes = { "aria-multiline": "true" }
  if (label) attributes["aria-labelledby"] = label.id ||= `${textarea.id}_label`
  for (const name of ["aria-describedby", "aria-invalid", "lang"])
    if (textarea.hasAttribute(name)) attributes[name] = textarea.getAttribute(name)
  return attributes
}

const languageAttribute = (name) => ({
  default: null,
  parseHTML: (element) => element.getAttribute(name),
  renderHTML: (attributes) => (attributes[name] ? { [name]: attributes[name] } : {}),
})
const languageAttributes = () => ({
  lang: languageAttribute("lang"),
  dir: languageAttribute("dir"),
})

const Language = Mark.create({
  name: "language",
  addAttributes: languageAttributes,
  parseHTML: () => [{ tag: "span[lang]" }, { tag: "span[dir]" }],
  renderHTML: ({ HTMLAttributes }) => ["span", HTMLAttributes, 0],
})

const desk = (textarea) =>
  Extension.create({
    name: "desk",
    addStorage: () => ({ searchUrl: textarea.dataset.photoSearchUrl }),
    addGlobalAttributes: () => [
      {
        types: ["paragraph", "heading", "blockquote", "listItem"],
        attributes: languageAttributes(),
      },
    ],
    addKeyboardShortcuts: () => ({
      F8: ({ editor }) => toggleCrosshead(editor),
      F9: ({ editor }) => captionParagraph(editor),
      "Mod-k": ({ editor }) => linkDialog(editor),
    }),
    addMenuItems: defineItems,
    addProseMirrorPlugins: () => [
      new Plugin({
        props: {
          attributes: boxAttributes(textarea),
          transformPastedText: unwrap,
          transformPastedHTML: reduceHTML,
          transformPasted: keepOurSlots,
        },
      }),
    ],
  })

// Start -------------------------------------------------------------------------------------------

function start(textarea) {
  if (textarea.closest(".prose-editor")) return
  const groups = Object.keys(toolbar()).map((group) => ({ group }))
  const editor = createTextareaEditor(textarea, [
    Document.extend({ content: "(block | slot)+" }), Paragraph, Text, HardBreak,
    Heading.configure({ levels: [2, 3] }), Blockquote, BulletList, ListItem, FigureSlot,
    OrderedList.extend({ addAttributes: () => ({}), addNodeView: () => null }),
    Bold, Italic, Superscript, Subscript, Language,
    Link.extend({ addMenuItems() {}, addKeyboardShortcuts: () => ({}), addPasteRules: () => [] })
      .configure({ enableTarget: false, autolink: false, isAllowedUri: isAllowed }),
    History, Dropcursor, Gapcursor, desk(textarea),
    Menu.configure({ defaultItems: false, groups }),
  ])
  const count = crel("p", { className: "prose-count", textContent: wordCount(editor) })
  editor.view.dom.after(count)
  editor.on("update", () => (count.textContent = wordCount(editor)))
  textarea.labels[0]?.addEventListener("click", () => editor.commands.focus())
  if (!hasFigures()) return
  textarea.form.addEventListener("submit", () => dropUnusedForms(placedSlots(editor.state.doc)))
  const renew = (event) => {
    if (!event.target.name?.startsWith("figures-")) return
    refreshViews()
    loadThumbnails(textarea.dataset.photoSearchUrl)
  }
  document.addEventListener("input", renew)
  window.django.jQuery(document).on("change", renew) // select2 tells jQuery alone
  loadThumbnails(textarea.dataset.photoSearchUrl)
}

document.addEventListener("formset:added", numberForm)
document.addEventListener("formset:removed", refreshViews)
initializeEditors(start, "[data-prose]")

/**
 * The editor of a dispatch's body: ProseMirror, with figure slots and accords.
 *
 * A slot is <figure data-slot="N"></figure>. Its photo, caption and alternative text live in the
 * inline form of the same page whose `slot` is N, and that form is what gets saved. Without this
 * script the textarea and the inline forms remain, and nothing is lost.
 *
 * The textarea is the door to the rest of the page: it holds what is written, tells of it by
 * "input", and what is written into it from elsewhere and told by "change" is taken up.
 */
import { dropCursor } from "prosemirror-dropcursor"
import { gapCursor } from "prosemirror-gapcursor"
import { history } from "prosemirror-history"
import { DOMParser, DOMSerializer } from "prosemirror-model"
import { EditorState } from "prosemirror-state"
import { EditorView } from "prosemirror-view"
import { crel, ngettext } from "./dom"
import {
  dropUnusedForms, hasFigures, loadThumbnails, numberForm, readThumbnails, refreshViews,
} from "./figures"
import { keyboard } from "./keys"
import { keepOurSlots, linkWords, reduceHTML, unwrap } from "./paste"
import { schema } from "./schema"
import { figureView, placedSlots } from "./slot"
import { toolbar } from "./toolbar"

function read(html) {
  const { body } = new window.DOMParser().parseFromString(html, "text/html")
  return DOMParser.fromSchema(schema).parse(body)
}

function write(doc) {
  const fragment = DOMSerializer.fromSchema(schema).serializeFragment(doc.content)
  const html = crel("div", {}, [fragment]).innerHTML
  return /^<(\w+)(\s[^>]*)?><\/\1>$/.test(html) && !placedSlots(doc).length ? "" : html
}

const wordCount = (doc) => {
  const text = doc.textBetween(0, doc.content.size, " ", " ")
  const words = text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length
  const number = words.toLocaleString(document.documentElement.lang)
  return ngettext("%s word", "%s words", words).replace("%s", number)
}

/** The textarea's label and notes become those of the editing box that hides it. */
function boxAttributes(textarea) {
  const label = textarea.labels[0]
  const attributes = { role: "textbox", "aria-multiline": "true" }
  if (label) attributes["aria-labelledby"] = label.id ||= `${textarea.id}_label`
  for (const name of ["aria-describedby", "aria-invalid", "lang"])
    if (textarea.hasAttribute(name)) attributes[name] = textarea.getAttribute(name)
  return attributes
}

function createEditor(textarea) {
  const box = crel("div", { className: `prose-editor${textarea.disabled ? " disabled" : ""}` })
  textarea.before(box)
  const count = crel("p", { className: "prose-count" })
  const view = new EditorView(box, {
    state: EditorState.create({
      doc: read(textarea.value),
      plugins: [...keyboard, history(), dropCursor(), gapCursor()],
    }),
    editable: () => !textarea.disabled,
    attributes: boxAttributes(textarea),
    nodeViews: { figureSlot: figureView },
    handlePaste: linkWords,
    transformPastedText: unwrap,
    transformPastedHTML: reduceHTML,
    transformPasted: keepOurSlots,
    dispatchTransaction(tr) {
      view.updateState(view.state.apply(tr))
      menu.update(view.state)
      if (tr.docChanged) changed(tr)
    },
  })
  box.append(count, textarea)
  const menu = toolbar(view)
  view.dom.before(menu.element)
  const changed = (tr) => {
    count.textContent = wordCount(view.state.doc)
    if (tr.getMeta("fromTextarea")) return
    textarea.value = write(view.state.doc)
    textarea.dispatchEvent(new Event("input", { bubbles: true }))
  }
  menu.update(view.state)
  count.textContent = wordCount(view.state.doc)
  return view
}

function takeUp(view, html) {
  if (html === write(view.state.doc)) return
  const { tr, doc } = view.state
  tr.replaceWith(0, doc.content.size, read(html).content)
  view.dispatch(tr.setMeta("fromTextarea", true))
}

// Start -------------------------------------------------------------------------------------------

function start(textarea) {
  const view = createEditor(textarea)
  textarea.addEventListener("change", () => takeUp(view, textarea.value))
  textarea.labels[0]?.addEventListener("click", () => view.focus())
  if (!hasFigures()) return
  const searchUrl = textarea.dataset.photoSearchUrl
  textarea.form.addEventListener("submit", () => dropUnusedForms(placedSlots(view.state.doc)))
  const renew = (event) => {
    if (!event.target.name?.startsWith("figures-")) return
    refreshViews()
    loadThumbnails(searchUrl)
  }
  document.addEventListener("input", renew)
  document.addEventListener("change", renew)
  readThumbnails()
  loadThumbnails(searchUrl)
}

document.addEventListener("formset:added", numberForm)
document.addEventListener("formset:removed", refreshViews)
document.querySelectorAll("[data-prose]").forEach(start)

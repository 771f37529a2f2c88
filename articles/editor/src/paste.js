/** What is pasted: plain text, mails, web pages, word processors. */
import { Fragment, Slice } from "prosemirror-model"
import { setTarget } from "./commands"
import { crel } from "./dom"
import { formOf } from "./figures"
import { isAllowed, marks, nodes } from "./schema"

/** Join lines that a mailer cut at a fixed width; the same rule as in prose.py. */
export function unwrap(text) {
  const lines = text.split(/\r\n?|\n/).map((line) => line.trim())
  const width = Math.max(...lines.map((line) => line.length))
  const pairs = lines.slice(1).map((after, n) => [lines[n], after]).filter(([a, b]) => a && b)
  const full = pairs.every(([line, after]) => line.length + 1 + after.split(/\s/)[0].length > width)
  const running = pairs.filter(([, after]) => /^\p{Ll}/u.test(after)).length * 2 > pairs.length
  const wrapped = pairs.length > 1 && width >= 45 && width <= 80 && full && running
  const joined = lines.join("\n")
  const whole = wrapped ? joined.replace(/([^\n])\n(?=[^\n])/g, "$1 ") : joined
  return whole.replace(/\n+/g, "\n").trim()
}

const TRACKING = /^(utm_|mc_|fbclid|gclid|igshid|xtor|at_)/

const REDIRECTS = /^https:\/\/(\w+\.safelinks\.protection\.outlook\.com\/|www\.google\.\w+\/url)\?/

function untracked(href) {
  if (!URL.canParse(href)) return href
  const url = new URL(href)
  const target = url.searchParams.get("url") || url.searchParams.get("q") || ""
  if (REDIRECTS.test(href) && /^https?:/.test(target)) return untracked(target)
  const tracking = [...url.searchParams.keys()].filter((name) => TRACKING.test(name))
  tracking.forEach((name) => url.searchParams.delete(name))
  return tracking.length ? url.href : href
}

/** Bring what a web page, a mail or a word processor copies down to our few kinds of block. */
export function reduceHTML(source) {
  if (source.includes("data-pm-slice")) return source // copied from an editor like this one
  const { body } = new DOMParser().parseFromString(
    source.replace(/(<br[^>]*>\s*){2,}/gi, "</p><p>"),
    "text/html",
  )
  const each = (selector, act) => body.querySelectorAll(selector).forEach(act)
  each("*", dropHandlers)
  each("script, style, meta, title, img, picture, svg, video, iframe, button", (e) => e.remove())
  each('[style*="mso-list:Ignore" i], [style*="mso-list: Ignore" i]', (e) => {
    e.closest("p")?.setAttribute("data-bullet", e.textContent.trim())
    e.remove()
  })
  wordLists(body)
  each("h1", (e) => rename(e, "h2"))
  each("h4, h5, h6", (e) => rename(e, "h3"))
  each("tr", (row) => flattenRow(row))
  each("table, thead, tbody, tfoot, figure:not([data-slot])", (e) => rename(e, "div"))
  each("[lang], [dir]", (e) => ["lang", "dir"].forEach((name) => e.removeAttribute(name)))
  each("a[href]", (e) => e.setAttribute("href", untracked(e.getAttribute("href"))))
  each("p, h2, h3, div", (e) => e.textContent.trim() || e.remove())
  each("br", (e) => besideBlock(e) && e.remove())
  return body.innerHTML
}

/** Our page's policy would refuse them anyway, with a complaint for each. */
function dropHandlers(element) {
  const names = element.getAttributeNames().filter((name) => name.startsWith("on"))
  names.forEach((name) => element.removeAttribute(name))
}

/** A line break that parts nothing: no words between it and the block beside it. */
function besideBlock(element) {
  return ["previousSibling", "nextSibling"].some((side) => {
    let beside = element[side]
    while (beside?.nodeType === 3 && !beside.data.trim()) beside = beside[side]
    return beside?.matches?.("p, div, h2, h3, ul, ol, blockquote")
  })
}

function rename(element, tag) {
  const renamed = crel(tag, {}, [...element.childNodes])
  element.replaceWith(renamed)
  return renamed
}

/** A row of short cells is one line; a cell that holds blocks is mere page layout. */
function flattenRow(row) {
  const cells = [...row.children]
  if (cells.some((cell) => cell.querySelector("p, div, ul, ol, table, h2, h3, blockquote")))
    return void cells.forEach((cell) => rename(cell, "div"))
  const words = cells.map((cell) => cell.textContent.trim()).filter(Boolean)
  row.replaceWith(crel("p", { textContent: words.join(" – ") }))
}

/** Word writes its lists as paragraphs with a bullet typed in front. */
function wordLists(body) {
  body.querySelectorAll("p[data-bullet]").forEach((paragraph) => {
    const tag = /\d|^[a-z][.)]/i.test(paragraph.dataset.bullet) ? "ol" : "ul"
    const before = paragraph.previousElementSibling
    const list = before?.matches(`${tag}[data-word]`) ? before : crel(tag, { "data-word": "" })
    if (list !== before) paragraph.before(list)
    list.append(crel("li", {}, [rename(paragraph, "p")]))
  })
}

/** A slot copied twice, or from another dispatch, would show the wrong photo. */
export function keepOurSlots(slice, view) {
  if (view.dragging) return slice
  const { from, to } = view.state.selection
  const placed = []
  view.state.doc.forEach((node, position) => {
    const stays = position < from || position >= to
    if (node.type === nodes.figureSlot && stays) placed.push(node.attrs.slot)
  })
  const kept = []
  slice.content.forEach((node) => {
    const { slot } = node.type === nodes.figureSlot ? node.attrs : {}
    if (!slot || (formOf(slot) && !placed.includes(slot))) kept.push(node)
    if (slot) placed.push(slot)
  })
  if (kept.length === slice.content.childCount) return slice
  return Slice.maxOpen(Fragment.from(kept))
}

/** An address pasted over words makes a link of them. */
export function linkWords(view, event) {
  const href = event.clipboardData?.getData("text/plain").trim()
  if (view.state.selection.empty || !/^https?:\/\//i.test(href) || !isAllowed(href)) return false
  const mark = marks.link.create({ href: untracked(href) })
  return setTarget(mark, view.state.selection)(view.state, view.dispatch)
}

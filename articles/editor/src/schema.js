/** What a body may hold; the same as in prose_html.py, where all of it is made sure of. */
import { Schema } from "prosemirror-model"

const INSIDE = 0 // where the words of an element go

const language = { lang: { default: null }, dir: { default: null } }
const languageOf = (element) => ({
  lang: element.getAttribute("lang"),
  dir: element.getAttribute("dir"),
})
const spoken = ({ lang, dir }) => ({ ...(lang && { lang }), ...(dir && { dir }) })

/** A block that may be in a language of its own. */
const block = (tag, spec) => ({
  attrs: language,
  parseDOM: [{ tag, getAttrs: languageOf }],
  toDOM: (node) => [tag, spoken(node.attrs), INSIDE],
  ...spec,
})

const heading = {
  content: "inline*",
  group: "block",
  defining: true,
  attrs: { level: { default: 2 }, ...language },
  parseDOM: [2, 3].map((level) => ({
    tag: `h${level}`,
    getAttrs: (element) => ({ level, ...languageOf(element) }),
  })),
  toDOM: (node) => [`h${node.attrs.level}`, spoken(node.attrs), INSIDE],
}

const list = (tag) => ({
  content: "listItem+",
  group: "block list",
  parseDOM: [{ tag }],
  toDOM: () => [tag, INSIDE],
})

const figureSlot = {
  group: "slot",
  atom: true,
  draggable: true,
  attrs: { slot: {} },
  parseDOM: [
    {
      tag: "figure[data-slot]",
      getAttrs: ({ dataset: { slot } }) => /^[1-9]\d{0,2}$/.test(slot) && { slot: Number(slot) },
    },
  ],
  toDOM: (node) => ["figure", { "data-slot": node.attrs.slot }],
}

/** A mark that tags write, or the styles of a page that something is pasted from. */
const mark = (tag, ...rules) => ({
  parseDOM: [{ tag }, ...rules],
  toDOM: () => [tag, INSIDE],
})
const styled = (style, pattern) => ({ style, getAttrs: (value) => pattern.test(value) && null })
const plain = (style, name) => ({ style, clearMark: (each) => each.type.name === name })
const unless = (tag, property) => ({
  tag,
  getAttrs: (element) => !/^(normal|400)$/.test(element.style[property]) && null,
})

export const isAllowed = (href) => /^(https?:\/\/|mailto:|\/(?!\/))[^\s<>"\\]*$/i.test(href || "")

const hrefOf = (element) => {
  const href = element.getAttribute("href")
  return isAllowed(href) && { href }
}

const target = (name, attribute, getAttrs, tag) => ({
  inclusive: false,
  excludes: "link accord",
  attrs: { [attribute]: {} },
  parseDOM: [{ tag, getAttrs }],
  toDOM: (each) => ["a", { [name]: each.attrs[attribute] }, INSIDE],
})

const accordOf = ({ dataset }) => /^[1-9]\d{0,8}$/.test(dataset.accord) && { accord: dataset.accord }

export const schema = new Schema({
  nodes: {
    doc: { content: "(block | slot)+" },
    paragraph: block("p", { content: "inline*", group: "block" }),
    heading,
    blockquote: block("blockquote", { content: "block+", group: "block", defining: true }),
    bulletList: list("ul"),
    orderedList: list("ol"),
    listItem: block("li", { content: "paragraph block*", defining: true }),
    figureSlot,
    text: { group: "inline" },
    hardBreak: {
      inline: true,
      group: "inline",
      selectable: false,
      leafText: () => "\n",
      parseDOM: [{ tag: "br" }],
      toDOM: () => ["br"],
    },
  },
  marks: {
    accord: target("data-accord", "accord", accordOf, "a[data-accord]"),
    link: target("href", "href", hrefOf, "a[href]:not([data-accord])"),
    bold: mark(
      "strong",
      unless("b", "fontWeight"),
      plain("font-weight=400", "bold"),
      plain("font-weight=normal", "bold"),
      styled("font-weight", /^(bold(er)?|[5-9]\d{2,})$/),
    ),
    italic: mark(
      "em",
      unless("i", "fontStyle"),
      plain("font-style=normal", "italic"),
      styled("font-style", /^italic$/),
    ),
    superscript: mark("sup", styled("vertical-align", /^super$/)),
    subscript: mark("sub", styled("vertical-align", /^sub$/)),
    language: {
      attrs: language,
      parseDOM: [{ tag: "span[lang], span[dir]", getAttrs: languageOf }],
      toDOM: (each) => ["span", spoken(each.attrs), INSIDE],
    },
  },
})

export const { nodes, marks } = schema

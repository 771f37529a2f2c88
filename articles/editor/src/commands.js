/** What keys and buttons do to the text: commands as ProseMirror understands them. */
import { autoJoin, lift, splitBlockAs, toggleMark, wrapIn } from "prosemirror-commands"
import { liftTarget } from "prosemirror-transform"
import { liftListItem, wrapInList } from "prosemirror-schema-list"
import { AllSelection, Selection, TextSelection } from "prosemirror-state"
import { marks, nodes } from "./schema"

/** All of the text, chosen as words: what surrounds both of its ends can then be told. */
const asWords = (state) =>
  state.selection instanceof AllSelection
    ? TextSelection.between(state.doc.resolve(0), state.doc.resolve(state.doc.content.size))
    : state.selection

/** The innermost node of one of these types around the whole selection: {node, pos, depth}. */
export function around(state, ...types) {
  const { $from, to } = asWords(state)
  for (let depth = $from.sharedDepth(to); depth > 0; depth--) {
    const node = $from.node(depth)
    if (types.includes(node.type)) return { node, depth, pos: $from.before(depth) }
  }
  return null
}

export const isIn = (type) => (state) => !!around(state, type)

/** Whether all of the selected blocks are crossheads, of this level if one is asked for. */
export function isHeading(state, level = null) {
  const blocks = []
  state.doc.nodesBetween(state.selection.from, state.selection.to, (node) => {
    if (node.isTextblock) blocks.push(node)
  })
  const is = ({ type, attrs }) => type === nodes.heading && [null, attrs.level].includes(level)
  return blocks.length > 0 && blocks.every(is)
}

/** Whether all of the selected words bear the mark; or what is typed next would. */
export function isMarked(state, type) {
  const { $from, from, to, empty } = state.selection
  if (empty) return !!type.isInSet(state.storedMarks || $from.marks())
  let text = false
  let whole = true
  state.doc.nodesBetween(from, to, (node) => {
    if (!node.isText) return
    text = true
    whole &&= !!type.isInSet(node.marks)
  })
  return text && whole
}

export const mark = (type) => toggleMark(type, null, { removeWhenPresent: false })

// Blocks ------------------------------------------------------------------------------------------

const keepLanguage = ({ attrs: { lang, dir } }) => ({ lang, dir })

const setBlock = (type, attrs = {}) => (state, dispatch) => {
  const { tr, selection } = state
  const { from, to } = selection
  tr.setBlockType(from, to, type, (node) => ({ ...keepLanguage(node), ...attrs }))
  if (!tr.docChanged) return false
  dispatch?.(tr.scrollIntoView())
  return true
}

export const setParagraph = setBlock(nodes.paragraph)

/** The selected blocks out of whatever list or quotation holds them, as paragraphs. */
function clear(tr) {
  const places = []
  tr.doc.nodesBetween(tr.selection.from, tr.selection.to, (node, place) => {
    if (node.isTextblock) places.push(place + 1)
  })
  for (const place of places) while (liftOnce(tr, tr.mapping.map(place))) continue
  return tr.setBlockType(tr.selection.from, tr.selection.to, nodes.paragraph, keepLanguage)
}

function liftOnce(tr, place) {
  const range = tr.doc.resolve(place).blockRange()
  const target = range?.depth ? liftTarget(range) : null
  if (target !== null) tr.lift(range, target)
  return target !== null
}

/** The command, done on what `prepare` makes of the text; one step for who undoes it. */
const after = (prepare, command) => (state, dispatch) => {
  const tr = prepare(state.tr, state)
  return command(state.apply(tr), dispatch && ((more) => {
    more.steps.forEach((step) => tr.step(step))
    dispatch(tr.scrollIntoView())
  }))
}

/** Where the command does not fit, it is tried on the blocks lifted out. */
const clearing = (command) => (state, dispatch) =>
  command(state, dispatch) || after(clear, command)(state, dispatch)

export const toggleHeading = (level) => (state, dispatch) =>
  isHeading(state, level)
    ? setParagraph(state, dispatch)
    : clearing(setBlock(nodes.heading, { level }))(state, dispatch)

export const toggleQuotation = (state, dispatch) =>
  (isIn(nodes.blockquote)(state) ? lift : wrapIn(nodes.blockquote))(state, dispatch)

const changeList = (type) => (state, dispatch) => {
  const list = around(state, nodes.bulletList, nodes.orderedList)
  const range = state.selection.$from.blockRange(state.selection.$to)
  if (!list || !range || range.depth - list.depth > 1)
    return clearing(autoJoin(wrapInList(type), ["bulletList", "orderedList"]))(state, dispatch)
  if (list.node.type === type) return liftListItem(nodes.listItem)(state, dispatch)
  dispatch?.(state.tr.setNodeMarkup(list.pos, type))
  return true
}

/** Make a list of paragraphs, paragraphs of a list, or one kind of list of the other. */
export const toggleList = (type) =>
  after((tr, state) => tr.setSelection(asWords(state)), changeList(type))

const split = splitBlockAs((node, atEnd) =>
  atEnd ? { type: nodes.paragraph, attrs: keepLanguage(node) } : null)

/** Words typed after Enter go on in bold, if they were. */
export const splitBlock = (state, dispatch) =>
  split(state, dispatch && ((tr) => {
    const { $to } = state.selection
    const kept = state.storedMarks || ($to.parentOffset && $to.marks())
    if (kept) tr.ensureMarks(kept)
    dispatch(tr)
  }))

/** An empty crosshead at the very start, where nothing can be joined with it, becomes a paragraph. */
export function plainStart(state, dispatch) {
  const { $anchor, empty } = state.selection
  const { parent } = $anchor
  if (!empty || !parent.isTextblock || parent.content.size || parent.type === nodes.paragraph)
    return false
  if (Selection.atStart(state.doc).from !== $anchor.pos) return false
  return setParagraph(state, dispatch)
}

export function breakLine(state, dispatch) {
  if (!state.selection.$from.parent.inlineContent) return false
  dispatch?.(state.tr.replaceSelectionWith(nodes.hardBreak.create()).scrollIntoView())
  return true
}

// Links -------------------------------------------------------------------------------------------

const TARGETS = [marks.link, marks.accord]

/** The link or accord mark at the cursor. */
export function targetOf(state) {
  const { $from, from, to, empty } = state.selection
  const beside = empty ? $from.marks() : []
  let found = beside.find((each) => TARGETS.includes(each.type))
  state.doc.nodesBetween(from, to, (node) => {
    found ||= node.marks.find((each) => TARGETS.includes(each.type))
  })
  return found
}

/** The selection, stretched over the whole of the link that it touches. */
export function stretched(state) {
  const { $from, from, to } = state.selection
  const target = targetOf(state)
  if (!target) return { from, to }
  let found = null
  const start = $from.start()
  $from.parent.forEach((node, offset) => {
    const [first, last] = [start + offset, start + offset + node.nodeSize]
    if (!target.isInSet(node.marks)) return
    if (found?.to === first) found.to = last
    else if (!found || found.to < from) found = { from: first, to: last }
  })
  return found && found.from <= from && found.to >= to ? found : { from, to }
}

/** These words lead to an address or to an accord; with no mark, to nothing any more. */
export const setTarget = (mark, { from, to }) => (state, dispatch) => {
  const { tr } = state
  for (const type of TARGETS) tr.removeMark(from, to, type)
  if (mark) tr.addMark(from, to, mark)
  dispatch?.(tr.scrollIntoView())
  return true
}

export const insertTarget = (mark, words) => (state, dispatch) => {
  const text = state.schema.text(words, [...state.selection.$from.marks(), mark])
  const tr = state.tr.replaceSelectionWith(text, false)
  dispatch?.(tr.removeStoredMark(mark).scrollIntoView())
  return true
}

/** The keys of the editor, and what becomes of "## " or "- " typed at the start of a line. */
import { baseKeymap, chainCommands, createParagraphNear, liftEmptyBlock } from "prosemirror-commands"
import { redo, undo } from "prosemirror-history"
import {
  InputRule, inputRules, textblockTypeInputRule, undoInputRule, wrappingInputRule,
} from "prosemirror-inputrules"
import { keymap } from "prosemirror-keymap"
import { liftListItem, sinkListItem, splitListItemKeepMarks } from "prosemirror-schema-list"
import { accordDialog } from "./accords"
import {
  breakLine, mark, plainStart, setParagraph, splitBlock, toggleHeading, toggleList, toggleQuotation,
} from "./commands"
import { captionParagraph, linkDialog } from "./dialogs"
import { marks, nodes } from "./schema"

const ask = (dialog) => (state, dispatch, view) => dialog(view)

const keys = {
  F2: ask(accordDialog),
  F8: toggleHeading(2),
  F9: ask(captionParagraph),
  "Mod-k": ask(linkDialog),
  "Mod-b": mark(marks.bold),
  "Mod-B": mark(marks.bold),
  "Mod-i": mark(marks.italic),
  "Mod-I": mark(marks.italic),
  "Mod-.": mark(marks.superscript),
  "Mod-,": mark(marks.subscript),
  "Mod-z": undo,
  "Mod-y": redo,
  "Shift-Mod-z": redo,
  "Mod-Alt-0": setParagraph,
  "Mod-Alt-2": toggleHeading(2),
  "Mod-Alt-3": toggleHeading(3),
  "Mod-Shift-b": toggleQuotation,
  "Mod-Shift-7": toggleList(nodes.orderedList),
  "Mod-Shift-8": toggleList(nodes.bulletList),
  Enter: chainCommands(
    splitListItemKeepMarks(nodes.listItem), createParagraphNear, liftEmptyBlock, splitBlock,
  ),
  "Mod-Enter": breakLine,
  "Shift-Enter": breakLine,
  Tab: sinkListItem(nodes.listItem),
  "Shift-Tab": liftListItem(nodes.listItem),
  Backspace: chainCommands(undoInputRule, plainStart, baseKeymap.Backspace),
}

/** **bold** and *italic*, as some are used to type it. */
const typedMark = (pattern, type) =>
  new InputRule(pattern, ({ tr }, [, before, sign, words], start, end) => {
    const opening = start + before.length
    tr.delete(opening + sign.length + words.length, end)
    tr.delete(opening, opening + sign.length)
    return tr.addMark(opening, opening + words.length, type.create()).removeStoredMark(type)
  })

const rules = inputRules({
  rules: [
    textblockTypeInputRule(/^##\s$/, nodes.heading, { level: 2 }),
    textblockTypeInputRule(/^###\s$/, nodes.heading, { level: 3 }),
    wrappingInputRule(/^\s*>\s$/, nodes.blockquote),
    wrappingInputRule(/^\s*[-+*]\s$/, nodes.bulletList),
    typedMark(/(^|\s)(\*\*)(?!\s)([^*]+)\*\*$/, marks.bold),
    typedMark(/(^|\s)(__)(?!\s)([^_]+)__$/, marks.bold),
    typedMark(/(^|\s)(\*)(?!\s)([^*]+)\*$/, marks.italic),
    typedMark(/(^|\s)(_)(?!\s)([^_]+)_$/, marks.italic),
  ],
})

export const keyboard = [rules, keymap(keys), keymap(baseKeymap)]

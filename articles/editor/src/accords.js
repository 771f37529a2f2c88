/** Words that lead to an accord of the record: found by a part of its name. */
import { insertTarget, setTarget, stretched, targetOf } from "./commands"
import { choice, openDialog, searchBox, searchUrl } from "./dialogs"
import { button, gettext, ngettext } from "./dom"
import { ask } from "./figures"
import { marks } from "./schema"

export const hasAccords = (view) => !!searchUrl(view, "accord")
export const isAccord = (state) => targetOf(state)?.type === marks.accord

export function accordDialog(view) {
  if (!hasAccords(view)) return false
  const { state } = view
  const range = stretched(state)
  const words = state.doc.textBetween(range.from, range.to, " ", " ").trim()
  const choose = (accord) => {
    dialog.close()
    view.focus()
    mark(view, range, accord)
  }
  const show = (accord) => choice({ title: accord.text }, () => choose(accord))
  const find = (term) => ask(searchUrl(view, "accord"), { term })
  const label = gettext("Find an accord (a part of its name)")
  const search = searchBox(label, find, show, foundAccords, words.slice(0, 80))
  const dialog = openDialog(gettext("Name an accord"), [
    ...search,
    ...(isAccord(state) ? [button(gettext("No longer lead to the accord"), () => choose(null))] : []),
  ])
  dialog.querySelector("input").select()
  return true
}

/** The words chosen; where none are, the name of the accord is written. */
function mark(view, range, accord) {
  const { state, dispatch } = view
  const target = accord && marks.accord.create({ accord: String(accord.id) })
  if (target && range.from === range.to) insertTarget(target, accord.text)(state, dispatch)
  else setTarget(target, range)(state, dispatch)
}

const foundAccords = (count) =>
  count
    ? ngettext("%s accord", "%s accords", count).replace("%s", count)
    : gettext("No accord found.")

/** Rows in an order of their own: dragged by their number, and numbered anew from their place. */
"use strict"
for (const context of document.querySelectorAll('script[id^="admin-ordering-context-"]')) {
  const { prefix, field } = JSON.parse(context.textContent)
  const group = document.getElementById(`${prefix}-group`)
  const rows = () => [...group.querySelectorAll(`.dynamic-${prefix}`)]
  let dragged = null

  function number() {
    rows().forEach((row, place) => {
      const box = row.querySelector(`[name$="-${field}"]`)
      if (!box || box.value === String(10 * (place + 1))) return
      box.value = 10 * (place + 1)
      box.dispatchEvent(new Event("input", { bubbles: true }))
    })
  }

  /** A new row comes last; the numbers of the others may have been typed. */
  function last(row) {
    const box = row.querySelector(`[name$="-${field}"]`)
    const numbers = rows().map((each) => Number(each.querySelector(`[name$="-${field}"]`)?.value) || 0)
    if (!box || Number(box.value)) return
    box.value = Math.max(...numbers) + 10
    box.dispatchEvent(new Event("input", { bubbles: true }))
  }

  function over(event) {
    const row = dragged && event.target.closest?.(`.dynamic-${prefix}`)
    if (!row) return
    event.preventDefault()
    if (row === dragged) return
    const { top, height } = row.getBoundingClientRect()
    row[event.clientY < top + height / 2 ? "before" : "after"](dragged)
  }

  if (group) {
    // A row can be dragged only while its number is held: elsewhere the mouse selects words.
    group.addEventListener("pointerdown", (event) => {
      const row = event.target.closest(`.dynamic-${prefix}.has_original`)
      const grip = event.target.closest(`td.field-${field}, .fieldBox.field-${field}`)
      if (row) row.draggable = !!grip && !event.target.matches("input")
    })
    group.addEventListener("dragstart", (event) => {
      if (!event.target.matches?.(`.dynamic-${prefix}`)) return
      dragged = event.target
      event.dataTransfer.effectAllowed = "move"
      event.dataTransfer.setData("text/plain", "")
    })
    group.addEventListener("dragover", over)
    group.addEventListener("drop", (event) => dragged && event.preventDefault())
    group.addEventListener("dragend", () => {
      if (!dragged) return
      dragged.draggable = false
      dragged = null
      number()
    })
    document.addEventListener("formset:added", (event) => rows().includes(event.target) && last(event.target))
  }
}

/** The order of the front page by drag: a line that is dropped takes its number from its place. */
"use strict"
{
  const form = document.querySelector("[data-front-order]")
  const list = form?.querySelector(".front-lines")
  let dragged = null

  const box = (line) => line.querySelector("input")
  const lines = () => [...list.children]

  /** Everything down to the last placed line, or to the one just dropped, has a number; no other. */
  function number(last) {
    lines().forEach((line, at) => {
      box(line).value = at <= last ? at + 1 : ""
      line.classList.toggle("placed", at <= last)
    })
  }

  function lineUnder(y) {
    return lines().find((line) => {
      const { top, height } = line.getBoundingClientRect()
      return line !== dragged && y < top + height / 2
    })
  }

  if (list) {
    form.classList.add("draggable")
    for (const line of lines()) line.draggable = true
    list.addEventListener("dragstart", (event) => {
      dragged = event.target.closest(".front-line")
      event.dataTransfer.effectAllowed = "move"
      event.dataTransfer.setData("text/plain", "")
      dragged.classList.add("dragged")
    })
    list.addEventListener("dragover", (event) => {
      if (!dragged) return
      event.preventDefault()
      list.insertBefore(dragged, lineUnder(event.clientY) ?? null)
    })
    list.addEventListener("drop", (event) => event.preventDefault())
    list.addEventListener("dragend", () => {
      const wasPlaced = box(dragged).value.trim() !== ""
      const others = lines().filter((line) => line !== dragged && box(line).value.trim()).length
      const at = lines().indexOf(dragged)
      dragged.classList.remove("dragged")
      // Below the others that have a place it gives up its own; where none has, it takes one.
      const takes = at <= others || (others === 0 && !wasPlaced)
      number(takes ? Math.max(at, others) : others - 1)
      dragged = null
    })
  }
}

/** Ctrl + S or ⌘ + S saves the page that is being written, and stays on it. */
"use strict"
document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== "s") return
  const save = document.querySelector("#content-main [name=_continue]")
  if (!save) return
  event.preventDefault()
  if (!event.repeat) save.click()
})

/** A page that adds something starts in its first box. */
{
  const form = document.querySelector(".add-form #content-main form")
  const isOpen = (box) => box.matches("input, select, textarea") && !box.disabled && box.offsetParent
  if (form) [...form.elements].find(isOpen)?.focus()
}

/** Ctrl + S or ⌘ + S saves the page that is being written, and stays on it. */
"use strict"
document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== "s") return
  const save = document.querySelector("#content-main [name=_continue]")
  if (!save) return
  event.preventDefault()
  if (!event.repeat) save.click()
})

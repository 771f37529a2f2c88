/** A button copies the words of a box; without a script the box is there to be copied from. */
"use strict"
{
  for (const button of document.querySelectorAll("[data-copy]")) {
    const box = document.getElementById(button.dataset.copy)
    button.hidden = false
    button.addEventListener("click", async () => {
      box.select()
      if (navigator.clipboard) await navigator.clipboard.writeText(box.value)
      else document.execCommand("copy") // over plain HTTP browsers have no other way
      button.textContent = button.dataset.copied
    })
  }
}

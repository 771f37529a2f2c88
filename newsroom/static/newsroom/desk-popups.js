/** Small windows that add or change the thing chosen in a box, and what they tell when they close. */
"use strict"
{
  const windows = []
  // A window opened from a small window says in its name how deep it is.
  const depth = document.getElementsByName("_popup").length ? Number(window.name.split("__").at(-1)) || 0 : 0
  const nameIn = (popup) => popup.name.replace(new RegExp(`__${depth + 1}$`), "").replace(/^(edit|delete)_/, "")
  const boxes = (id) => ["", "_from", "_to"].map((end) => document.getElementById(id + end)).filter(Boolean)

  function open(link) {
    const name = `${link.id.replace(/^(change|add|delete)_/, "")}__${depth + 1}`
    const popup = window.open(link.href, name, "height=500,width=800,resizable=yes,scrollbars=yes")
    windows.push(popup)
    popup?.focus()
  }

  function close(popup) {
    if (windows.includes(popup)) windows.splice(windows.indexOf(popup), 1)
    popup.close()
  }

  const tell = (select) => {
    if (window.SelectBox?.cache[select.id]) window.SelectBox.init(select.id)
    select.dispatchEvent(new Event("change", { bubbles: true }))
  }

  /** Beside a select: the links to what is chosen lead there. */
  function lead(select) {
    for (const link of select.closest(".related-widget-wrapper").querySelectorAll("[data-href-template]"))
      if (select.value && !select.multiple) {
        link.href = link.dataset.hrefTemplate.replace("__fk__", select.value)
        link.removeAttribute("aria-disabled")
      } else {
        link.removeAttribute("href")
        link.setAttribute("aria-disabled", "true")
      }
  }

  /** Other boxes of the page that list all things of this kind know the new one too. */
  function spread(box, id, words, old) {
    const kind = box.closest("[data-model-ref]")?.dataset.modelRef
    if (!kind) return
    for (const select of document.querySelectorAll(`[data-model-ref="${kind}"] [data-context="available-source"]`)) {
      if (select === box || select.id === `${box.id.replace(/_to$/, "")}_from`) continue
      const known = [...select.options].find((option) => option.value === (old ?? id))
      if (known) Object.assign(known, { value: id, text: words })
      else select.append(new Option(words, id))
    }
  }

  window.dismissChildPopups = () =>
    windows.filter((popup) => popup && !popup.closed).forEach((popup) => {
      popup.dismissChildPopups?.()
      popup.close()
    })

  window.dismissAddRelatedObjectPopup = (popup, id, words) => {
    const name = nameIn(popup)
    const box = document.getElementById(name) || document.getElementById(`${name}_to`)
    if (!box) return close(popup) // its row has been taken away meanwhile
    box.append(new Option(words, id, true, true))
    spread(box, id, words)
    tell(box)
    close(popup)
  }

  window.dismissChangeRelatedObjectPopup = (popup, old, words, id) => {
    for (const box of boxes(nameIn(popup))) {
      for (const option of box.options) if (option.value === old) Object.assign(option, { value: id, text: words })
      spread(box, id, words, old)
      tell(box)
    }
    close(popup)
  }

  window.dismissDeleteRelatedObjectPopup = (popup, id) => {
    for (const box of boxes(nameIn(popup))) {
      for (const option of [...box.options]) if (option.value === id) option.remove()
      tell(box)
    }
    close(popup)
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest('.related-widget-wrapper-link[data-popup="yes"]')
    if (!link) return
    event.preventDefault()
    if (link.href) open(link)
  })
  document.addEventListener("change", ({ target }) =>
    target.matches(".related-widget-wrapper select") && lead(target))
  document.querySelectorAll(".related-widget-wrapper select").forEach(lead)
  window.addEventListener("pagehide", () => window.dismissChildPopups())
}

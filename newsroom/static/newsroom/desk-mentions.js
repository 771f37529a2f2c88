/**
 * After an @ in a comment: the colleagues who may read it, as buttons below the box. They are asked for
 * once, at the first @; without a script, or without an answer, the name is typed.
 */
"use strict"
{
  const MOST = 6
  const BEGUN = /(?<![\w@.])@([\w.+-]*)$/u
  const asked = new Map()
  const gettext = window.gettext || ((text) => text)
  const ngettext = window.ngettext || ((one, many, count) => (count === 1 ? one : many))

  const begun = (box) => box.value.slice(0, box.selectionStart).match(BEGUN)?.[1]
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()
  const listOf = (form) => form.querySelector(".mentions")

  function colleagues(address) {
    if (!asked.has(address))
      asked.set(address, fetch(address).then((reply) => reply.json()).then(({ names }) => names).catch(() => {
        asked.delete(address)
        return []
      }))
    return asked.get(address)
  }

  function draw(box) {
    const list = document.createElement("div")
    list.className = "mentions"
    list.setAttribute("role", "group")
    list.setAttribute("aria-label", gettext("Colleagues"))
    const told = document.createElement("span")
    told.className = "visually-hidden"
    told.setAttribute("role", "status")
    box.after(list, told)
    return list
  }

  function show(box, found) {
    const list = listOf(box.form) || draw(box)
    list.replaceChildren(...found.map(([account, name]) => {
      const button = document.createElement("button")
      button.type = "button"
      button.className = "button quiet"
      button.dataset.account = account
      button.textContent = [`@${account}`, name].filter(Boolean).join(" – ")
      return button
    }))
    list.nextElementSibling.textContent = found.length
      ? ngettext("%s colleague below the box", "%s colleagues below the box", found.length).replace("%s", found.length)
      : ""
  }

  function pick(box, account) {
    const end = box.selectionStart
    if (begun(box) === undefined) return show(box, [])
    box.setRangeText(`@${account} `, end - begun(box).length - 1, end, "end")
    show(box, [])
    box.focus()
  }

  document.addEventListener("input", async ({ target: box }) => {
    const address = box.form?.dataset.colleagues
    if (!address) return
    const names = begun(box) === undefined ? [] : await colleagues(address)
    const typed = begun(box)
    const fits = ([account, name]) => fold(`${account} ${name}`).split(" ").some((word) => word.startsWith(fold(typed)))
    show(box, typed === undefined ? [] : names.filter(fits).slice(0, MOST))
  })

  document.addEventListener("click", ({ target }) => {
    const button = target.closest?.(".mentions [data-account]")
    if (button) pick(button.form.elements.text, button.dataset.account)
  })

  document.addEventListener("keydown", (event) => {
    const form = event.target.form
    const first = form?.dataset.colleagues && listOf(form)?.querySelector("button")
    if (!first) return
    if (event.key === "ArrowDown" && event.target === form.elements.text) {
      event.preventDefault()
      first.focus()
    } else if (event.key === "Escape") {
      show(form.elements.text, [])
      form.elements.text.focus()
    }
  })
}

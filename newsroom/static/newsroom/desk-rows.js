/** The rows of a page's tables of other things (Django's inlines): one more, one less, counted right. */
"use strict"
{
  const NUMBERED = ["id", "name", "for", "aria-describedby", "aria-labelledby", "aria-controls"]
  const byId = (id) => document.getElementById(id)

  function link(className, words, onclick) {
    const found = document.createElement("a")
    Object.assign(found, { href: "#", className, textContent: words })
    found.setAttribute("role", "button")
    found.addEventListener("click", (event) => (event.preventDefault(), onclick()))
    found.addEventListener("keydown", (event) => {
      if (event.key !== " ") return
      event.preventDefault()
      onclick()
    })
    return found
  }

  function around(tag, className, child) {
    const found = document.createElement(tag)
    if (className) found.className = className
    found.append(child)
    return found
  }

  function manage(group) {
    const { prefix, addText, deleteText } = JSON.parse(group.dataset.inlineFormset).options
    const inTable = group.dataset.inlineType === "tabular"
    const kind = `dynamic-${prefix}`
    const number = new RegExp(`(${prefix}-)(\\d+|__prefix__)`)
    const template = byId(`${prefix}-empty`)
    const box = (name) => byId(`id_${prefix}-${name}`)
    const limit = (name) => (box(name).value === "" ? null : Number(box(name).value))
    const rows = () => [...group.querySelectorAll(`.${kind}`)]
    const all = inTable ? "tbody > tr.form-row" : ".inline-related"

    function renumber(row, n) {
      for (const each of [row, ...row.querySelectorAll("*")])
        for (const name of NUMBERED)
          if (each.hasAttribute(name))
            each.setAttribute(name, each.getAttribute(name).replaceAll(new RegExp(number, "g"), `$1${n}`))
    }

    function count() {
      box("TOTAL_FORMS").value = rows().length
      const [most, least] = [limit("MAX_NUM_FORMS"), limit("MIN_NUM_FORMS")]
      adder.style.display = most !== null && rows().length >= most ? "none" : ""
      for (const each of group.querySelectorAll(".inline-deletelink"))
        each.style.display = least !== null && rows().length <= least ? "none" : ""
      group.querySelectorAll(".inline_label").forEach((label, place) => {
        if (/^\s*#\d+\s*$/.test(label.textContent)) label.textContent = `#${place + 1}`
      })
    }

    function letGo(row) {
      const remove = link("inline-deletelink", deleteText, () => drop(row))
      if (inTable) row.lastElementChild.append(around("div", "", remove))
      else row.firstElementChild.append(around("span", "", remove))
    }

    function drop(row) {
      if (row.previousElementSibling?.matches(".row-form-errors")) row.previousElementSibling.remove()
      row.remove()
      rows().forEach(renumber)
      count()
      document.dispatchEvent(new CustomEvent("formset:removed", { detail: { formsetName: prefix } }))
    }

    function add() {
      const row = template.cloneNode(true)
      row.classList.remove("empty-form")
      row.classList.add(kind)
      row.id = `${prefix}-${rows().length}`
      letGo(row)
      renumber(row, rows().length)
      template.before(row)
      count()
      if (window.DateTimeShortcuts && row.querySelector(".vDateField, .vTimeField")) {
        document.querySelectorAll(".datetimeshortcuts").forEach((each) => each.remove())
        window.DateTimeShortcuts.init()
      }
      row.dispatchEvent(
        new CustomEvent("formset:added", { bubbles: true, detail: { formsetName: prefix } }),
      )
    }

    const adding = link("addlink", addText, add)
    const adder = inTable
      ? around("tr", "add-row", around("td", "", adding))
      : around("div", "add-row", adding)
    const present = [...group.querySelectorAll(all)]
    if (inTable) {
      adder.firstElementChild.colSpan = present.at(-1)?.children.length || 1
      group.querySelector("tbody").append(adder)
    } else (present.at(-1) || group.querySelector("fieldset").lastElementChild).after(adder)
    for (const name of ["TOTAL_FORMS", "MAX_NUM_FORMS", "MIN_NUM_FORMS"]) box(name).autocomplete = "off"
    for (const row of present) {
      if (row === template) continue
      row.classList.add(kind)
      if (!row.classList.contains("has_original")) letGo(row)
    }
    count()
  }

  document.querySelectorAll(".js-inline-admin-formset").forEach(manage)
}

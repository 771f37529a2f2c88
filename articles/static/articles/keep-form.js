/** The article's form as plain data, rows of photos and bylines included; and that data back into it. */
"use strict"
{
  // The last three come with the checklist, once the page stands: they are no words of the article.
  const OURS = ["csrfmiddlewaretoken", "uid", "revision", "opened", "seen", "seen_all", "listed"]
  const ROW = /^(bylines|figures)-(\d+)-(.+)$/
  const LINK = /^(bylines|figures)-(\d+)-(author|photo)$/
  const TABLES = { bylines: ["author"], figures: ["photo", "caption", "alt", "credit"] }

  function isData(box) {
    return box.name && !OURS.includes(box.name) && !box.name.includes("__prefix__") &&
      !/_FORMS$|^clash-/.test(box.name) && !["submit", "button", "file", "image"].includes(box.type)
  }

  function valueOf(box) {
    if (box.type === "checkbox") return box.checked
    if (box.type === "select-multiple") return [...box.selectedOptions].map((each) => each.value)
    return box.value
  }

  /** {fields, tables, labels}: `labels` are the words of what was chosen by typing its name. */
  function read(form) {
    const found = { fields: {}, tables: { bylines: [], figures: [] }, labels: {} }
    for (const box of form.elements) {
      if (!isData(box) || (box.type === "radio" && !box.checked)) continue
      const [, table, number, name] = box.name.match(ROW) || []
      if (!table) found.fields[box.name] = valueOf(box)
      else (found.tables[table][number] ||= {})[name] = valueOf(box)
      if (box.matches(".admin-autocomplete"))
        for (const option of box.selectedOptions)
          if (option.value) found.labels[`${kindOf(box.name)}:${option.value}`] = option.text
    }
    for (const table in found.tables) found.tables[table] = inOrder(found.tables[table])
    return found
  }

  const kindOf = (name) => name.match(LINK)?.[3] || name

  /** Rows as they will be saved: without blank ones and those never saved that were marked to go. */
  function inOrder(rows) {
    return rows
      .filter((row) => row && (row.id || (!row.DELETE && !isBlank(row))))
      .map((row, place) => [Number(row.position) || 0, place, row])
      .sort((one, other) => one[0] - other[0] || one[1] - other[1])
      .map(([, , row]) => row)
  }

  const isBlank = (row) =>
    !["author", "photo", "caption", "alt"].some((name) => String(row[name] || "").trim())

  /** What two readings must share to be the same words. */
  function essence({ fields, tables }) {
    const rows = Object.entries(tables).map(([name, table]) =>
      table.map(({ position, dispatch, ...row }) => [name, Object.entries(row).sort()]))
    return JSON.stringify([Object.entries(fields).sort(), rows])
  }

  function tell(box) {
    for (const name of ["input", "change"]) box.dispatchEvent(new Event(name, { bubbles: true }))
  }

  function put(box, value, labels) {
    if (!box || JSON.stringify(valueOf(box)) === JSON.stringify(value)) return
    if (box.type === "checkbox") box.checked = value
    else if (box.tagName === "SELECT") choose(box, [value].flat(), labels)
    else box.value = value
    tell(box)
  }

  function choose(select, values, labels) {
    for (const value of values)
      if (value && ![...select.options].some((option) => option.value === value))
        select.append(new Option(labels[`${kindOf(select.name)}:${value}`] || value, value))
    for (const option of select.options) option.selected = values.includes(option.value)
  }

  /** Make the form what it was when `data` was read. */
  function fill(form, data) {
    for (const [name, value] of Object.entries(data.fields)) {
      const boxes = form.querySelectorAll(`[name="${CSS.escape(name)}"]`)
      for (const box of boxes)
        if (box.type === "radio") box.checked = box.value === value
        else if (name !== "body") put(box, value, data.labels)
    }
    for (const table in TABLES) fillTable(form, table, data.tables[table] || [], data.labels)
    put(form.elements.body, data.fields.body ?? form.elements.body?.value) // after the rows it shows
  }

  function fillTable(form, table, rows, labels) {
    const there = prefixes(form, table)
    const free = there.filter((prefix) => !box(form, prefix, "id")?.value)
    const used = new Set()
    for (const [place, row] of rows.entries()) {
      const known = row.id && there.find((prefix) => box(form, prefix, "id")?.value === row.id)
      const prefix = known || free.shift() || add(form, table)
      if (!prefix) return
      used.add(prefix)
      for (const [name, value] of Object.entries(row))
        if (!["id", "dispatch", "position"].includes(name)) put(box(form, prefix, name), value, labels)
      put(box(form, prefix, "position"), row.position || String(10 * (place + 1)), labels)
    }
    for (const prefix of there.filter((each) => !used.has(each)).reverse()) remove(form, prefix)
  }

  const box = (form, prefix, name) => form.elements[`${prefix}-${name}`]

  function prefixes(form, table) {
    const numbers = [...form.elements].map((each) => each.name?.match(ROW))
      .filter((match) => match?.[1] === table).map((match) => Number(match[2]))
    return [...new Set(numbers)].sort((a, b) => a - b).map((number) => `${table}-${number}`)
  }

  /** One more row, as the admin's own button makes it. */
  function add(form, table) {
    const before = prefixes(form, table)
    document.querySelector(`#${table}-group .add-row a`)?.click()
    return prefixes(form, table).find((prefix) => !before.includes(prefix))
  }

  function remove(form, prefix) {
    const mark = box(form, prefix, "DELETE")
    if (box(form, prefix, "id")?.value && mark) put(mark, true, {})
    else document.querySelector(`#${prefix} .inline-deletelink`)?.click()
  }

  window.keepForm = { read, fill, essence }
}

/**
 * A box that chooses another thing by a part of its name, over the address where Django's own boxes
 * ask. It stands before the select that it fills, and that select is what gets saved.
 */
"use strict"
{
  const PAUSE = 200 // after the last key
  const gettext = window.gettext || ((text) => text)
  const ngettext = window.ngettext || ((one, many, count) => (count === 1 ? one : many))
  let boxes = 0

  function make(tag, properties = {}, ...children) {
    const element = document.createElement(tag)
    for (const [name, value] of Object.entries(properties))
      if (name in element && !name.startsWith("aria")) element[name] = value
      else element.setAttribute(name, value)
    element.append(...children)
    return element
  }

  const nameOf = (select) =>
    select.getAttribute("aria-label") || (select.labels[0]?.textContent ?? "").replace(":", "").trim()

  class Choice {
    constructor(select) {
      this.select = select
      this.many = select.multiple
      this.build(select)
      this.listen()
      this.draw()
    }

    build(select) {
      const id = select.id || `choose-${++boxes}`
      this.list = make("ul", { id: `${id}-list`, className: "choose-list", role: "listbox", popover: "manual", "aria-label": nameOf(select) })
      if (this.many) this.list.setAttribute("aria-multiselectable", "true")
      this.input = make("input", {
        id: `${id}-choose`, type: "text", className: "choose-input", autocomplete: "off", spellcheck: false,
        disabled: select.disabled, role: "combobox", "aria-expanded": "false",
        "aria-autocomplete": "list", "aria-controls": this.list.id, "aria-label": nameOf(select),
      })
      for (const name of ["aria-invalid", "aria-required"])
        if (select.hasAttribute(name)) this.input.setAttribute(name, select.getAttribute(name))
      this.chosen = make("ul", { id: `${id}-chosen`, className: "choose-chosen", hidden: true })
      const described = [select.getAttribute("aria-describedby"), this.many && this.chosen.id].filter(Boolean)
      if (described.length) this.input.setAttribute("aria-describedby", described.join(" "))
      this.status = make("span", { className: "visually-hidden", role: "status" })
      this.box = make("div", { className: "choose" }, this.chosen, this.input, this.status, this.list)
      select.before(this.box)
      select.classList.add("choose-hidden")
      select.tabIndex = -1
      select.setAttribute("aria-hidden", "true")
      for (const label of select.labels)
        label.addEventListener("click", (event) => (event.preventDefault(), this.input.focus()))
      select.addEventListener("change", () => this.draw())
    }

    listen() {
      this.input.addEventListener("input", () => this.type())
      this.input.addEventListener("click", () => this.isOpen || this.open())
      this.input.addEventListener("focus", () => this.input.select())
      this.input.addEventListener("blur", () => this.leave())
      this.input.addEventListener("keydown", (event) => this.press(event))
      this.list.addEventListener("mousedown", (event) => event.preventDefault()) // the box keeps the focus
      this.list.addEventListener("click", ({ target }) => this.pick(target.closest("[role=option]:not([aria-disabled])")))
      this.list.addEventListener("scroll", () => this.isAtEnd() && this.more())
      for (const name of ["scroll", "resize"])
        window.addEventListener(name, () => this.isOpen && this.place(), { passive: true, capture: true })
    }

    // What is chosen

    get options() {
      return [...this.select.selectedOptions].filter((option) => option.value)
    }

    draw() {
      if (!this.many) return void (this.input.value = this.options[0]?.text || "")
      this.chosen.hidden = !this.options.length
      this.chosen.replaceChildren(...this.options.map((option) => this.tag(option)))
    }

    tag(option) {
      const words = gettext("Remove %s").replace("%s", option.text)
      const remove = make("button", { type: "button", title: words, "aria-label": words, disabled: this.select.disabled }, "×")
      remove.addEventListener("click", () => {
        this.set(option, false)
        this.input.focus()
      })
      return make("li", {}, option.text, remove)
    }

    set(option, selected) {
      option.selected = selected
      if (this.many) this.say((selected ? gettext("Chosen: %s") : gettext("Removed: %s")).replace("%s", option.text))
      this.select.dispatchEvent(new Event("change", { bubbles: true }))
    }

    pick(line) {
      if (!line) return
      const { value, text } = line.dataset
      let option = [...this.select.options].find((each) => each.value === value)
      if (!option) this.select.append(option = new Option(text, value))
      this.input.value = ""
      this.close()
      this.set(option, !(this.many && option.selected))
    }

    /** Words left in the box choose nothing, and that is said; an emptied box is an empty choice. */
    leave() {
      this.close()
      const left = this.input.value.trim()
      if (!this.many && !left && this.options.length) this.set(this.emptyOption(), true)
      if (this.many) this.input.value = ""
      else this.draw()
      if (left && (this.many || left !== this.input.value))
        this.say(gettext("Nothing was chosen for “%s”.").replace("%s", left), true)
    }

    /** To those who listen; to everybody where it matters. */
    say(words, aloud = false) {
      this.status.textContent = words
      this.status.className = aloud ? "choose-left" : "visually-hidden"
    }

    emptyOption() {
      const found = [...this.select.options].find((option) => !option.value)
      return found || this.select.insertBefore(new Option("", ""), this.select.firstChild)
    }

    // The list of what is found

    get isOpen() {
      return this.input.getAttribute("aria-expanded") === "true"
    }

    open(term = "") {
      this.activate(null)
      this.say("")
      this.input.setAttribute("aria-expanded", "true")
      this.list.replaceChildren(this.note(gettext("Searching…")))
      this.list.showPopover()
      this.place()
      return this.ask(term, 1)
    }

    close() {
      clearTimeout(this.waiting)
      this.turn = null
      if (!this.isOpen) return
      this.input.setAttribute("aria-expanded", "false")
      this.activate(null)
      this.list.hidePopover()
      this.say("")
    }

    /** Under the box, or above it where there is more room. */
    place() {
      const { left, top, bottom, width } = this.input.getBoundingClientRect()
      const below = window.innerHeight - bottom
      const up = below < 200 && top > below
      Object.assign(this.list.style, {
        left: `${left}px`,
        width: `${width}px`,
        top: up ? "auto" : `${bottom}px`,
        bottom: up ? `${window.innerHeight - top}px` : "auto",
        maxHeight: `${Math.min(320, (up ? top : below) - 8)}px`,
      })
    }

    type() {
      this.activate(null) // what was found for other words is not meant any more
      clearTimeout(this.waiting)
      this.waiting = setTimeout(() => this.open(this.input.value.trim()), PAUSE)
    }

    async ask(term, page) {
      const turn = (this.turn = {})
      const { ajaxUrl, appLabel, modelName, fieldName } = this.asked()
      const url = new URL(ajaxUrl, window.location.href)
      url.search = new URLSearchParams({ term, page, app_label: appLabel, model_name: modelName, field_name: fieldName })
      const reply = await fetch(url, { headers: { Accept: "application/json" } }).catch(() => null)
      const found = reply?.ok ? await reply.json().catch(() => null) : null
      if (turn !== this.turn) return
      if (page === 1) this.list.replaceChildren()
      this.next = found?.pagination?.more ? () => this.ask(term, page + 1) : null
      this.list.append(...(found?.results || []).map((each) => this.line(each)))
      const lines = this.lines().length
      const told = lines ? ngettext("%s found", "%s found", lines).replace("%s", this.next ? `${lines}+` : lines) : this.told(found, reply)
      if (!lines) this.list.append(this.note(told))
      this.say(told)
      if (page === 1 && term) this.activate(this.lines()[0])
    }

    asked() {
      const { appLabel, modelName, fieldName } = this.select.dataset
      return { ajaxUrl: this.select.getAttribute("data-ajax--url"), appLabel, modelName, fieldName }
    }

    told(found, reply) {
      if (found) return gettext("Nothing found.")
      if (reply?.redirected) return gettext("Session ended: sign in again in another tab, nothing is lost")
      return gettext("The search did not answer. Try again.")
    }

    /** A line that can be read and not chosen. */
    note(words) {
      return make("li", { className: "choose-told", role: "option", "aria-disabled": "true" }, words)
    }

    line({ id, text }) {
      const chosen = this.options.some((option) => option.value === String(id))
      const line = make("li", { role: "option", id: `${this.list.id}-${this.lines().length}-${id}`, "aria-selected": String(chosen) }, text)
      Object.assign(line.dataset, { value: id, text })
      return line
    }

    lines() {
      return [...this.list.querySelectorAll("[role=option]:not([aria-disabled])")]
    }

    isAtEnd() {
      return this.list.scrollTop + this.list.clientHeight > this.list.scrollHeight - 40
    }

    more() {
      const next = this.next
      this.next = null
      return next?.()
    }

    // Keys

    activate(line) {
      this.active?.classList.remove("active")
      this.active = line
      line?.classList.add("active")
      line?.scrollIntoView({ block: "nearest" })
      if (line) this.input.setAttribute("aria-activedescendant", line.id)
      else this.input.removeAttribute("aria-activedescendant")
    }

    async move(step) {
      if (!this.isOpen) {
        await this.open()
        return void (this.isOpen && this.activate(this.lines()[0]))
      }
      const lines = this.lines()
      const at = lines.indexOf(this.active) + step
      if (at >= lines.length - 1) await this.more()
      if (!this.isOpen) return
      this.activate(this.lines()[Math.max(0, Math.min(at, this.lines().length - 1))])
    }

    press(event) {
      const { key } = event
      if (event.isComposing || event.ctrlKey || event.metaKey) return
      if (key === "ArrowDown" || key === "ArrowUp") this.move(key === "ArrowDown" ? 1 : -1)
      else if (key === "Enter") this.isOpen && this.pick(this.active) // never sends the form
      else if (key === "Escape" && this.isOpen) (this.close(), this.draw())
      else if (key === "Backspace" && this.many && !this.input.value && this.options.length)
        return this.set(this.options.at(-1), false)
      else return
      event.preventDefault()
    }
  }

  /**
   * A box of free words that offers names while they are typed: people before the first comma after a
   * semicolon, functions behind it. What is typed stays; a line is taken only when somebody chooses it.
   */
  class Words extends Choice {
    build(input) {
      this.input = input
      this.list = make("ul", { id: `${input.id}-list`, className: "choose-list", role: "listbox", popover: "manual", "aria-label": gettext("Names of the record") })
      this.status = make("span", { className: "visually-hidden", role: "status" })
      input.after(this.status, this.list)
      const told = { role: "combobox", "aria-expanded": "false", "aria-autocomplete": "list", "aria-controls": this.list.id }
      for (const [name, value] of Object.entries(told)) input.setAttribute(name, value)
    }

    get options() {
      return []
    }

    draw() {}

    leave() {
      this.close()
    }

    /** The words at the caret, between the marks around them. */
    part() {
      const { value, selectionStart } = this.input
      const before = value.slice(0, selectionStart)
      const start = Math.max(before.lastIndexOf(";"), before.indexOf(",", before.lastIndexOf(";") + 1)) + 1
      const rest = value.slice(start).search(this.isOffice() ? /;|$/ : /[,;]|$/)
      return { start, end: start + rest, words: value.slice(start, start + rest).trim() }
    }

    isOffice() {
      const before = this.input.value.slice(0, this.input.selectionStart)
      return before.includes(",", before.lastIndexOf(";") + 1)
    }

    open() {
      const { words } = this.part()
      return words.length < 2 ? this.close() : super.open(words)
    }

    async ask(term, page) {
      await super.ask(term, page)
      const found = this.lines().map((line) => line.dataset.text)
      if (!found.length || found.join() === term) this.close()
      else if (page === 1) this.activate(null)
    }

    asked() {
      const name = this.isOffice() ? "office" : "person"
      return { ...super.asked(), fieldName: name }
    }

    pick(line) {
      if (!line) return this.close()
      const { start, end } = this.part()
      const words = (start ? " " : "") + (this.isOffice() ? line.dataset.text.replace(/ \([^()]*\)$/, "") : line.dataset.text)
      this.input.setRangeText(words, start, end, "end")
      this.close()
      this.input.dispatchEvent(new Event("input", { bubbles: true }))
      this.close()
    }
  }

  const isReal = (box) => !box.name.includes("__prefix__")
  const fit = (place) => {
    for (const select of place.querySelectorAll("select.admin-autocomplete:not(.choose-hidden)"))
      if (isReal(select)) new Choice(select)
    for (const box of place.querySelectorAll("input.desk-words:not([role])"))
      if (isReal(box)) new Words(box)
  }

  fit(document)
  document.addEventListener("formset:added", (event) => fit(event.target))
}

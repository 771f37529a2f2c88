/**
 * Nothing is lost: what is typed is kept on the server a second or two behind, in this browser when
 * the server cannot be reached, and offered again when the page is opened with less in it.
 */
"use strict"
{
  const PAUSE = 1500 // after the last key
  const LONGEST = 10_000 // while somebody types on
  const BEAT = 20_000
  const PATIENCE = 15_000
  const BEACON = 60_000 // what a browser takes along when a page is left
  const gettext = window.gettext || ((text) => text)
  const place = document.getElementById("keep")
  const form = place?.closest("form")
  const store = place && window.keepStore.of(place.dataset.user)
  const { page, discard: discardUrl, autosave, presence } = place?.dataset || {}
  const aside = `${page}~` // an offer not yet answered, while new words are typed
  const status = { words: null, clock: null, at: 0 }
  let waiting = null, first = 0, sending = null, last = "", leaving = false, sent = false, halted = false
  let offers = []

  const cookie = (name) => document.cookie.match(`(?:^|; )${name}=([^;]*)`)?.[1]
  const token = () => cookie("csrftoken") || form.elements.csrfmiddlewaretoken.value
  const isUnsent = () => JSON.stringify(window.keepForm.read(form)) !== last

  function post(url, body, options = {}) {
    const headers = { "X-CSRFToken": token() }
    if (typeof body === "string") headers["Content-Type"] = "application/json"
    return fetch(url, { method: "POST", body, headers, redirect: "manual", ...options })
  }

  // What was saved: the cookie names its page.
  function forgetSaved(keep) {
    const saved = cookie("kept")
    if (!saved) return
    keep.drop(saved)
    keep.drop(`${saved}~`)
    document.cookie = "kept=; path=/; max-age=0; samesite=strict"
  }

  // The line that says how it stands -----------------------------------------------------------

  function say(words, at = 0) {
    if (status.words.textContent !== words) status.words.textContent = words
    status.at = at
    tick()
  }

  function tick() {
    const seconds = Math.round((Date.now() - status.at) / 1000)
    const minutes = Math.floor(seconds / 60)
    const ago = minutes ? gettext("%s min ago") : gettext("%s s ago")
    status.clock.textContent = status.at ? ago.replace("%s", minutes || seconds) : ""
  }

  function drawStatus() {
    const line = document.createElement("p")
    line.className = "keep-status"
    status.words = document.createElement("span")
    status.words.setAttribute("role", "status")
    status.clock = document.createElement("span")
    line.append(status.words, " ", status.clock)
    form.append(line)
    setInterval(tick, 1000)
  }

  // Keeping ------------------------------------------------------------------------------------

  function typed() {
    if (sent || halted) return
    first ||= Date.now()
    clearTimeout(waiting)
    waiting = setTimeout(keep, Math.min(PAUSE, Math.max(0, first + LONGEST - Date.now())))
  }

  async function keep() {
    clearTimeout(waiting)
    if (sending || sent || halted) return
    const data = window.keepForm.read(form)
    const text = JSON.stringify(data)
    first = 0
    if (text === last) return
    if (offers.length) store.write(aside, offers[0].form)
    sending = new AbortController()
    const patience = setTimeout(() => sending?.abort(), PATIENCE)
    try {
      const body = JSON.stringify({
        user: Number(place.dataset.user), page, revision: Number(place.dataset.revision), form: data,
      })
      await heard(await post(autosave, body, { signal: sending.signal }), data, text)
    } catch {
      here(data, gettext("Offline: kept in this browser"))
    }
    clearTimeout(patience)
    sending = null
    if (JSON.stringify(window.keepForm.read(form)) !== text) typed()
  }

  async function heard(reply, data, text) {
    if (reply.ok) {
      last = text
      store.drop(page)
      show(await reply.json())
      return say(gettext("What you type is kept, not yet saved:"), Date.now())
    }
    const told = (await reply.json().catch(() => ({}))).told
    if (reply.type === "opaqueredirect" || reply.status === 403)
      return here(data, told || gettext("Session ended: sign in again in another tab, nothing is lost"))
    if (reply.status >= 500) return here(data, gettext("The server does not answer: kept in this browser"))
    if (reply.status === 409) halted = true
    else store.write(page, data)
    say(told || gettext("Not kept: save it now"))
  }

  /** In this browser, until the server answers again. */
  function here(data, words) {
    if (sent) return
    const kept = store.write(page, data)
    say(kept ? words : gettext("Not kept: this browser has no room, or you signed out"), kept ? Date.now() : 0)
  }

  function show({ here: others, newer }) {
    const list = place.querySelector(".keep-here")
    if ([...list.children].map((each) => each.textContent).join() !== others.join())
      list.replaceChildren(...others.map((words) =>
        Object.assign(document.createElement("li"), { textContent: words })))
    const line = place.querySelector(".keep-newer")
    if (newer && !line.textContent)
      line.textContent = `${newer} ${gettext("When you save, both are shown side by side.")}`
  }

  async function beat() {
    if (sent || halted) return
    if (autosave && last && isUnsent()) return keep()
    if (!presence) return
    const body = new URLSearchParams({ revision: place.dataset.revision })
    const reply = await post(presence, body).catch(() => null)
    if (reply?.ok) show(await reply.json())
  }

  function leave() {
    if (leaving) return
    leaving = true
    if (presence) post(presence, new URLSearchParams({ left: "yes" }), { keepalive: true }).catch(() => {})
    if (!autosave || sent || halted || !last || !isUnsent()) return
    const data = window.keepForm.read(form)
    store.write(page, data)
    const body = JSON.stringify({
      user: Number(place.dataset.user), page, revision: Number(place.dataset.revision), form: data,
    })
    if (body.length < BEACON) post(autosave, body, { keepalive: true }).catch(() => {})
  }

  /** Until the next page says that it was saved, what is sent stays here. */
  function submitted(event) {
    if (event.defaultPrevented) return
    form.elements.csrfmiddlewaretoken.value = token() // it changes when one signs in again elsewhere
    const unsaved = window.keepForm.read(form)
    if (JSON.stringify(unsaved) !== start || place.dataset.refused !== undefined) store.write(page, unsaved)
    sent = true
    sending?.abort()
  }

  // Offering -----------------------------------------------------------------------------------

  function gather() {
    const server = document.getElementById("keep-offer")
    const now = window.keepForm.essence(window.keepForm.read(form))
    const known = [store.read(page), store.read(aside), server && JSON.parse(server.textContent)]
    offers = known.filter((offer) => offer?.form?.fields && offer.form.tables)
      .filter((offer) => window.keepForm.essence(offer.form) !== now)
      .sort((one, other) => other.at - one.at)
      .filter((offer, n, all) => !n ||
        window.keepForm.essence(offer.form) !== window.keepForm.essence(all[n - 1].form))
    if (offers.length) return offer()
    if (known.some(Boolean)) forget()
  }

  function offer() {
    const box = place.querySelector(".keep-offer")
    box.hidden = !offers.length
    if (!offers.length) return
    const when = new Date(offers[0].at)
    box.querySelector(".keep-when").textContent =
      when.toLocaleString(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" })
  }

  function take() {
    const [{ form: data }] = offers.splice(0)
    offer()
    store.drop(aside)
    window.keepForm.fill(form, data)
    typed()
    document.getElementById("id_headline")?.focus()
  }

  function drop() {
    offers.shift()
    if (!offers.length) forget()
    offer()
  }

  function forget() {
    store.drop(page)
    store.drop(aside)
    post(discardUrl, new URLSearchParams({ page })).catch(() => {})
  }

  // New articles never saved, on the list and on the page that adds one --------------------------

  function unfinished(copies) {
    const box = document.getElementById("keep-unfinished")
    if (!box) return
    const list = box.querySelector("ul")
    const known = [...list.children].map((line) => line.dataset.page)
    for (const name of copies.pages())
      if (name.includes("-") && !name.endsWith("~") && name !== page && !known.includes(name))
        list.append(line(box, name, copies.read(name)))
    box.hidden = !list.children.length
    box.addEventListener("click", (event) => {
      const gone = event.target.closest("[data-drop]")?.closest("li")
      if (!gone) return
      copies.drop(gone.dataset.page)
      const body = new URLSearchParams({ page: gone.dataset.page })
      const headers = { "X-CSRFToken": cookie("csrftoken") || "" }
      fetch(box.dataset.discard, { method: "POST", body, headers }).catch(() => {})
      gone.remove()
      box.hidden = !list.children.length
    })
  }

  function line(box, name, copy) {
    const found = box.querySelector("template").content.firstElementChild.cloneNode(true)
    const link = found.querySelector("a")
    found.dataset.page = name
    link.href = `${box.dataset.add}?uid=${encodeURIComponent(name)}`
    link.textContent = copy?.form?.fields?.headline || gettext("(no headline yet)")
    return found
  }

  // Start --------------------------------------------------------------------------------------

  let start = ""

  function begin() {
    const person = place || document.querySelector("[data-user]") // every page of the desk names its reader
    if (!person) return
    const copies = window.keepStore.of(person.dataset.user)
    copies.begin()
    forgetSaved(copies)
    unfinished(copies)
    document.getElementById("logout-form")?.addEventListener("submit", () => {
      halted = true
      window.keepStore.signOut()
    })
    if (!form) return
    if (autosave) watch()
    if (presence) beat()
    setInterval(beat, BEAT)
    window.addEventListener("pagehide", leave)
    window.addEventListener("pageshow", () => (leaving = sent = false))
  }

  function watch() {
    drawStatus()
    start = last = JSON.stringify(window.keepForm.read(form))
    if (place.dataset.refused === undefined) gather()
    else {
      last = "refused"
      typed()
    }
    place.querySelector("[data-take]").addEventListener("click", take)
    place.querySelector("[data-drop]").addEventListener("click", drop)
    form.addEventListener("input", typed)
    form.addEventListener("change", typed)
    document.addEventListener("formset:added", typed)
    document.addEventListener("formset:removed", typed)
    form.addEventListener("submit", submitted)
    window.addEventListener("online", () => typed())
    document.addEventListener("visibilitychange", () => isUnsent() && keep())
  }

  if (document.readyState === "complete") begin()
  else window.addEventListener("load", begin)
}

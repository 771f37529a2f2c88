/**
 * Photos on their way into the library: many at once, piece by piece. A broken line is waited for, and
 * what has come already is not sent again, not even after the page was closed: the server knows the
 * file by its name, size and date, and says from which byte on it wants the rest.
 */
"use strict"
{
  const AT_ONCE = 2
  const LEAST = 64 * 1024 // of a piece, on a line that keeps breaking
  const PATIENCE = 120_000 // for the answer to one piece
  const WAITS = [1, 2, 4, 8, 15, 30] // seconds before one tries again
  const FAULTS = 4 // of the server, before a file is given up
  const SHRUNK = 2400
  const HEAD = 1024 * 1024 // of a JPEG, where its words are
  const gettext = window.gettext || ((text) => text)
  const ngettext = window.ngettext || ((one, many, n) => (n === 1 ? one : many))
  const form = document.querySelector("form.upload")
  const lines = [] // one for each file, in the order of the list
  let running = 0, holdsUp = ""

  class Refused extends Error {}
  class Faulty extends Error {}
  class SignedOut extends Error {}

  const $ = (selector) => form.querySelector(selector)
  const cookie = (name) => document.cookie.match(`(?:^|; )${name}=([^;]*)`)?.[1]
  const token = () => cookie("csrftoken") || form.elements.csrfmiddlewaretoken.value
  const megabytes = (bytes) => Math.max(0.1, bytes / 1e6).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 })

  function make(tag, fields = {}) {
    return Object.assign(document.createElement(tag), fields)
  }

  // The list ---------------------------------------------------------------------------------------

  function choose(files) {
    for (const file of files) {
      const isThere = ({ file: known, state }) => state !== "ended" && known.name === file.name &&
        known.size === file.size && known.lastModified === file.lastModified
      if (!lines.some(isThere)) lines.push(draw(file))
    }
    tell()
  }

  function draw(file) {
    const line = { file, state: "chosen", box: make("li"), told: make("span") }
    line.bar = make("progress", { max: 1, value: 0, hidden: true })
    line.bar.setAttribute("aria-label", file.name)
    line.drop = make("button", { type: "button", textContent: gettext("Leave out") })
    line.drop.setAttribute("aria-label", `${gettext("Leave out")} ${file.name}`)
    line.drop.addEventListener("click", () => {
      lines.splice(lines.indexOf(line), 1)
      line.box.remove()
      tell()
    })
    const size = `${megabytes(file.size)} ${gettext("MB")}`
    line.box.append(make("b", { textContent: file.name }), make("small", { textContent: size }),
      line.bar, line.told, line.drop)
    $(".upload-list").append(line.box)
    return line
  }

  /** The end of a file's way: `fate` as the server tells it. */
  function end(line, { kind, words, told, page }) {
    line.state = "ended"
    line.kind = kind
    line.bar.hidden = true
    line.box.className = `upload-${kind}`
    const what = page ? make("a", { href: page, textContent: told }) : document.createTextNode(told)
    line.told.replaceChildren(`${words} `, what)
  }

  function tell() {
    const count = (test) => lines.filter(test).length
    const ended = count((line) => line.state === "ended")
    const parts = [
      [count((line) => line.kind === "taken"), (n) => ngettext("%s added", "%s added", n)],
      [count((line) => line.kind === "known"), (n) => ngettext("%s there already", "%s there already", n)],
      [count((line) => line.kind === "refused"), (n) => ngettext("%s refused", "%s refused", n)],
    ].filter(([n]) => n).map(([n, words]) => words(n).replace("%s", n))
    const chosen = count((line) => line.state === "chosen")
    if (chosen && !running) parts.unshift(ngettext("%s photo chosen", "%s photos chosen", chosen).replace("%s", chosen))
    if (running) parts.unshift(gettext("%(n)s of %(all)s sent").replace("%(n)s", ended).replace("%(all)s", lines.length))
    const status = $(".upload-status")
    const words = [parts.join(", "), running ? holdsUp : ""].filter(Boolean).join(". ")
    if (status.textContent !== words) status.textContent = words
    if (!running && !chosen && count((line) => line.kind === "taken"))
      status.append(". ", make("a", { href: form.dataset.library, textContent: gettext("See the library") }))
  }

  // Sending ----------------------------------------------------------------------------------------

  function start() {
    const words = new FormData(form)
    words.delete("files")
    while (running < AT_ONCE) {
      const line = lines.find(({ state }) => state === "chosen")
      if (!line) break
      running += 1
      line.state = "sending"
      line.bar.hidden = false
      line.drop.remove()
      send(line, words).finally(() => {
        running -= 1
        tell()
        start()
      })
    }
    tell()
  }

  async function send(line, words) {
    try {
      const file = words.has("shrink") ? await shrink(line.file) : line.file
      end(line, await arrive(line, file, words))
    } catch (error) {
      end(line, { kind: "refused", words: gettext("Not sent:"), told: error.message })
    }
  }

  /** Sends what is missing of `file` until the server tells its fate. */
  async function arrive(line, file, words) {
    const about = new FormData()
    for (const [name, value] of words) about.append(name, value)
    for (const [name, value] of [["name", file.name], ["size", file.size], ["modified", file.lastModified]])
      about.append(name, value)
    const most = Number(form.dataset.piece)
    let piece = most, state = {}, tries = 0, faults = 0
    while (!state.kind) {
      try {
        state = state.url
          ? await ask(`${state.url}?offset=${state.offset}`, "PATCH", file.slice(state.offset, state.offset + piece))
          : await ask(form.dataset.begin, "POST", about)
        line.bar.value = state.offset / file.size || 0
        piece = Math.min(most, piece * 2)
        tries = 0
        if (holdsUp) hold("")
      } catch (error) {
        if (error instanceof Refused || (error instanceof Faulty && ++faults >= FAULTS)) throw error
        piece = Math.max(LEAST, piece / 2)
        hold(error instanceof SignedOut
          ? gettext("Your session ended: sign in again in another tab, the sending goes on")
          : gettext("The line is broken: the sending goes on when it is back"))
        await pause(WAITS[Math.min(tries++, WAITS.length - 1)])
      }
    }
    return state
  }

  async function ask(url, method, body) {
    const headers = { "X-CSRFToken": token(), Accept: "application/json" }
    if (method === "PATCH") headers["Content-Type"] = "application/offset+octet-stream"
    const signal = AbortSignal.timeout(PATIENCE)
    const reply = await fetch(url, { method, body, headers, signal, redirect: "manual" })
    if (reply.ok) return reply.json()
    if (reply.type === "opaqueredirect") throw new SignedOut()
    if (reply.status === 403) {
      const barred = await reply.json().catch(() => null) // else the token of a session that ended
      throw barred ? new Refused(barred.told) : new SignedOut()
    }
    if (reply.status >= 500) throw new Faulty(gettext("the server could not take it"))
    if (reply.status === 404 || reply.status === 400) throw new Faulty(gettext("the server lost it: send it again"))
    throw new Refused(`${reply.status}`)
  }

  function hold(words) {
    holdsUp = words
    tell()
  }

  /** So many seconds, or until the browser says that the line is back. */
  function pause(seconds) {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(clock)
        window.removeEventListener("online", done)
        resolve()
      }
      const clock = setTimeout(done, 1000 * seconds)
      window.addEventListener("online", done)
    })
  }

  // Reducing ---------------------------------------------------------------------------------------

  /** A smaller JPEG with the words of a JPEG in it; what the browser cannot read goes as it is. */
  async function shrink(file) {
    try {
      const picture = await createImageBitmap(file)
      const scale = Math.min(1, SHRUNK / Math.max(picture.width, picture.height))
      const canvas = make("canvas", { width: Math.round(picture.width * scale), height: Math.round(picture.height * scale) })
      const pen = canvas.getContext("2d")
      pen.imageSmoothingQuality = "high"
      pen.fillStyle = "white"
      pen.fillRect(0, 0, canvas.width, canvas.height)
      pen.drawImage(picture, 0, 0, canvas.width, canvas.height)
      picture.close()
      const small = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.86))
      const words = await wordsOf(file)
      if (!small || small.size + words.size >= file.size) return file
      const bytes = new Uint8Array(await small.arrayBuffer())
      const first = bytes[3] === 0xe0 ? 4 + bytes[4] * 256 + bytes[5] : 2 // after the JFIF header
      const name = file.name.replace(/(\.\w+)?$/, ".jpg")
      return new File([bytes.slice(0, first), words, bytes.slice(first)], name, { lastModified: file.lastModified })
    } catch {
      return file
    }
  }

  /** The EXIF, IPTC and XMP segments of a JPEG; none says any more that the picture is to be turned. */
  async function wordsOf(file) {
    const bytes = new Uint8Array(await file.slice(0, HEAD).arrayBuffer())
    const found = []
    if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return new Blob()
    for (let at = 2; at + 4 < bytes.length && bytes[at] === 0xff && bytes[at + 1] !== 0xda;) {
      const next = at + 2 + bytes[at + 2] * 256 + bytes[at + 3]
      const segment = bytes.slice(at, next)
      const text = String.fromCharCode(...segment.slice(4, 33))
      if (next > bytes.length) break
      if (bytes[at + 1] === 0xed) found.push(segment)
      else if (bytes[at + 1] === 0xe1 && text.startsWith("http://ns.adobe.com/xap/1.0/")) found.push(upright(segment))
      else if (bytes[at + 1] === 0xe1 && text.startsWith("Exif\0\0")) found.unshift(uprightExif(segment))
      at = next
    }
    return new Blob(found)
  }

  /** The first directory of the TIFF inside: its entry 0x0112 is the orientation. */
  function uprightExif(segment) {
    const TIFF = 10
    const view = new DataView(segment.buffer, TIFF)
    const little = view.getUint16(0) === 0x4949
    const directory = view.getUint32(4, little)
    const entries = view.getUint16(directory, little)
    for (let n = 0; n < entries; n++) {
      const entry = directory + 2 + 12 * n
      if (view.getUint16(entry, little) === 0x0112) view.setUint16(entry + 8, 1, little)
    }
    return segment
  }

  function upright(segment) {
    const text = new TextDecoder("latin1").decode(segment)
    for (const match of text.matchAll(/tiff:Orientation(="|>)[2-8]/g))
      segment[match.index + match[0].length - 1] = "1".charCodeAt(0)
    return segment
  }

  // Start ------------------------------------------------------------------------------------------

  function begin() {
    const input = form.elements.files
    const fold = form.closest("details")
    const zone = document.querySelector("[data-drop-here]") && document.body
    $(".upload-shrink").hidden = false
    input.addEventListener("change", () => {
      choose(input.files)
      input.value = ""
    })
    form.addEventListener("submit", (event) => {
      event.preventDefault()
      start()
    })
    const holdsFiles = (event) => event.dataTransfer?.types.includes("Files")
    zone.addEventListener("dragover", (event) => {
      if (!holdsFiles(event)) return
      event.preventDefault()
      zone.classList.add("dropping")
    })
    zone.addEventListener("dragleave", (event) => event.relatedTarget || zone.classList.remove("dropping"))
    zone.addEventListener("drop", (event) => {
      if (!holdsFiles(event)) return
      event.preventDefault()
      zone.classList.remove("dropping")
      if (fold) fold.open = true
      choose(event.dataTransfer.files)
      form.scrollIntoView({ block: "nearest" })
    })
    window.addEventListener("beforeunload", (event) => running && event.preventDefault())
  }

  if (form) begin()
}

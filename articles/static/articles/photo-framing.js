/**
 * The point of a picture that every crop keeps: chosen on the picture by click or by arrow keys, each
 * crop shown as it will be. The numbers in the boxes are what is saved; they work alone too.
 */
"use strict"
{
  const gettext = window.gettext || ((text) => text)
  const SHAPES = { "": gettext("as it is"), "16x9": "16:9", "4x3": "4:3", "1x1": "1:1" }
  const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }
  const within = (number) => Math.min(100, Math.max(0, Math.round(number)))

  function make(tag, className, fields = {}) {
    return Object.assign(document.createElement(tag), { className, ...fields })
  }

  /** `image` becomes the picker; `boxes` are the two inputs, `otherwise` the point where they are empty. */
  function frame(image, boxes, otherwise = () => [50, 50], shape = null) {
    const place = make("div", "framing-place")
    const point = make("button", "framing-point", { type: "button" })
    const crops = make("ul", "framing-crops")
    image.before(place)
    place.append(image, point)
    for (const [value, words] of Object.entries(SHAPES)) crops.append(crop(image.src, value, words))
    place.after(crops)

    const read = () => boxes.map((box, side) => box.value.trim() === "" ? otherwise()[side] : within(box.value))

    function draw() {
      const [x, y] = read()
      point.style.left = `${x}%`
      point.style.top = `${y}%`
      const words = gettext("What every crop keeps: %(x)s % from the left, %(y)s % from the top. Arrow keys move it.")
      point.setAttribute("aria-label", words.replace("%(x)s", x).replace("%(y)s", y))
      for (const each of crops.children) {
        const picture = each.querySelector("img")
        picture.style.objectPosition = position(picture, [x, y])
        each.classList.toggle("chosen", shape !== null && shape.value === each.dataset.shape)
      }
    }

    function move(x, y) {
      boxes.forEach((box, side) => {
        box.value = within([x, y][side])
        box.dispatchEvent(new Event("input", { bubbles: true }))
      })
      draw()
    }

    place.addEventListener("click", (event) => {
      if (event.target === point) return
      const { left, top, width, height } = image.getBoundingClientRect()
      move(100 * (event.clientX - left) / width, 100 * (event.clientY - top) / height)
      point.focus()
    })
    point.addEventListener("keydown", (event) => {
      const step = STEPS[event.key]
      if (!step) return
      event.preventDefault()
      const far = event.shiftKey ? 10 : 1
      const [x, y] = read()
      move(x + far * step[0], y + far * step[1])
    })
    for (const box of [...boxes, shape].filter(Boolean)) box.addEventListener("input", draw)
    image.complete ? draw() : image.addEventListener("load", draw)
    for (const each of crops.querySelectorAll("img")) each.addEventListener("load", draw)
  }

  function crop(src, value, words) {
    const line = make("li", `framing-crop framing-crop-${value || "free"}`)
    line.dataset.shape = value
    line.append(make("img", "", { src, alt: "" }), make("span", "", { textContent: words }))
    return line
  }

  /** The part that readers get has the point in its middle, as far as the picture reaches. */
  function position(picture, point) {
    const { clientWidth, clientHeight, naturalWidth, naturalHeight } = picture
    if (!clientHeight || !naturalHeight) return "50% 50%"
    const scale = Math.max(clientWidth / naturalWidth, clientHeight / naturalHeight)
    const shown = [clientWidth / (naturalWidth * scale), clientHeight / (naturalHeight * scale)]
    return shown.map((part, side) => {
      const start = Math.min(1 - part, Math.max(0, point[side] / 100 - part / 2))
      return `${part >= 0.999 ? 50 : 100 * start / (1 - part)}%`
    }).join(" ")
  }

  const boxesOf = (form, prefix) => ["x", "y"].map((side) => form.elements[`${prefix}focal_${side}`])

  /** In the row of a story the picker comes when its fold is opened: the photo may change meanwhile. */
  function open(fold) {
    const row = fold.closest(".inline-related")
    const thumbnail = row?.querySelector(".field-picture img")
    const boxes = row ? boxesOf(fold.closest("form"), `${row.id}-`) : []
    fold.querySelector(".framing")?.remove()
    if (!fold.open || !thumbnail || !boxes.every(Boolean)) return
    const image = make("img", "framing-picture", { src: thumbnail.src, alt: thumbnail.alt })
    const box = make("div", "framing")
    box.append(image)
    fold.querySelector("summary").after(box)
    const own = () => (thumbnail.dataset.focal || "50 50").split(" ").map(Number)
    frame(image, boxes, own, fold.closest("form").elements[`${row.id}-shape`])
  }

  for (const each of document.querySelectorAll("[data-framing]")) {
    const boxes = each.closest("form") ? boxesOf(each.closest("form"), "") : []
    if (boxes.every(Boolean) && boxes.length) frame(each.querySelector("img"), boxes)
  }
  document.addEventListener("toggle", (event) => {
    if (event.target.matches("#figures-group fieldset details")) open(event.target)
  }, true)
}

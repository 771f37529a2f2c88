/** Elements, and the words of the page's language. */

export const gettext = window.gettext || ((text) => text)
export const ngettext = window.ngettext || ((one, many, n) => (n === 1 ? one : many))

/** An element; `aria-…`, `data-…` and `role` are attributes, all else properties. */
export function crel(tag, properties = {}, children = []) {
  const element = document.createElement(tag)
  element.append(...children)
  for (const [name, value] of Object.entries(properties))
    if (/^(aria-|data-|role$)/.test(name)) element.setAttribute(name, value)
    else element[name] = value
  return element
}

export const button = (textContent, onclick, className = "button") =>
  crel("button", { type: "button", className, textContent, onclick })

/**
 * Copies of unsaved words in this browser, for the time that the server cannot be reached.
 *
 * They belong to one person. The page shown after signing out wipes them, and as long as nobody has
 * signed in again, no page left open writes any. Who signs in wipes those of everybody else.
 */
"use strict"
{
  const PREFIX = "keep:"
  const OUT = "keep-out"
  const script = document.currentScript

  /** A browser may forbid its storage, or have no room left. */
  function attempt(act, otherwise) {
    try {
      return act()
    } catch {
      return otherwise
    }
  }

  const keys = () => attempt(() => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)), [])
  const drop = (key) => attempt(() => localStorage.removeItem(key))

  function wipe(but = null) {
    keys().forEach((key) => but && key.startsWith(but) ? null : drop(key))
  }

  const store = {
    of(user) {
      const own = `${PREFIX}${user}:`
      const read = (page) => attempt(() => JSON.parse(localStorage.getItem(own + page)), null)
      return {
        pages: () => keys().filter((key) => key.startsWith(own)).map((key) => key.slice(own.length)),
        read,
        /** Whether it could be written. */
        write: (page, form) => attempt(() => {
          if (localStorage.getItem(OUT)) return false
          localStorage.setItem(own + page, JSON.stringify({ at: Date.now(), form }))
          return true
        }, false),
        drop: (page) => drop(own + page),
        /** This person has signed in: the others' copies are none of their business. */
        begin() {
          wipe(own)
          drop(OUT)
        },
      }
    },
    signOut() {
      attempt(() => localStorage.setItem(OUT, "yes"))
      wipe()
    },
  }

  window.keepStore = store
  if (script?.hasAttribute("data-signed-out")) store.signOut()
}

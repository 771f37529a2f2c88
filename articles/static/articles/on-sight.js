/** Pictures far down a list are fetched when somebody scrolls to them. */
"use strict"
{
  const sight = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries)
      if (isIntersecting) {
        target.src = target.dataset.src
        sight.unobserve(target)
      }
  })
  document.querySelectorAll("img[data-src]").forEach((picture) => sight.observe(picture))
}

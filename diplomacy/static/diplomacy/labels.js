// Django's search boxes (Select2) do not say what they are for: they take the name of the box they replace.
"use strict";
{
    const name = (select) =>
        select.getAttribute("aria-label") || (select.labels[0]?.textContent ?? "").replace(":", "").trim();

    const announce = (select) => {
        const box = select.nextElementSibling?.querySelector(".select2-selection");
        if (!box || box.id || !name(select)) {
            return;
        }
        box.id = `${select.id}-box`;
        box.setAttribute("aria-label", name(select));
        box.setAttribute("aria-labelledby", `${box.id} ${box.getAttribute("aria-labelledby")}`);
        box.querySelector(".select2-selection__rendered")?.setAttribute("aria-label", name(select));
    };

    const announceAll = () => document.querySelectorAll("select.admin-autocomplete").forEach(announce);

    // jQuery keeps the order of those who wait for it: Django's boxes are made before this is called.
    window.addEventListener("load", () => window.django?.jQuery?.(announceAll));
    document.addEventListener("formset:added", () => setTimeout(announceAll));
}

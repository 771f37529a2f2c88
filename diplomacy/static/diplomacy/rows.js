// The lines of a table of signatures: two to begin with, more on demand. Without script all six are there.
"use strict";
{
    const LEAST = 2;

    const isEmpty = (row) =>
        !row.querySelector(".errorlist") &&
        [...row.querySelectorAll("select, input:not([type=hidden])")].every(
            (box) => box.name.endsWith("-role") || !box.value
        );

    const prepare = (table) => {
        const prefix = table.dataset.rows;
        const total = document.getElementById(`id_${prefix}-TOTAL_FORMS`);
        const template = table.querySelector("template");
        const button = table.querySelector(".desk-add button");
        const rows = [...table.querySelectorAll(":scope > .desk-row")];

        while (rows.length > LEAST && isEmpty(rows.at(-1))) {
            rows.pop().remove();
        }
        total.value = rows.length;
        button.hidden = false;
        button.addEventListener("click", () => {
            const place = Number(total.value);
            const holder = document.createElement("div");
            holder.innerHTML = template.innerHTML.replaceAll("__prefix__", place);
            const row = holder.firstElementChild;
            row.querySelector(".desk-number").textContent = place + 1;
            template.before(row);
            total.value = place + 1;
            row.dispatchEvent(
                new CustomEvent("formset:added", {bubbles: true, detail: {formsetName: prefix}})
            );
            row.querySelector("[role=combobox], select")?.focus();
        });
    };

    document.addEventListener("DOMContentLoaded", () => {
        document.querySelectorAll("[data-rows]").forEach(prepare);
    });
}

// Quick entry: rows as they are needed, boxes that say whose they are, and what the record knows of the
// words typed. Without script four rows of each are there, and a button of the form gives more.
"use strict";
{
    const PAUSE = 400;
    const FEW = 2; // with two parties, nobody asks which of them did not sign

    const start = (form) => {
        const parties = form.querySelector(".ceremony-parties");
        const accords = form.querySelector(".ceremony-accords");
        const question = form.querySelector(".ceremony-meant");
        const template = (name) => form.querySelector(`template[data-${name}]`).innerHTML;
        const total = (prefix) => form.elements[`${prefix}-TOTAL_FORMS`];
        let waiting = null;
        let turn = null;

        const build = (html, changes) => {
            const holder = document.createElement("div");
            holder.innerHTML = Object.entries(changes).reduce(
                (text, [mark, value]) => text.replaceAll(mark, value),
                html
            );
            return holder.firstElementChild;
        };

        const announce = (row) =>
            row.dispatchEvent(new CustomEvent("formset:added", {bubbles: true}));

        // Rows

        const isEmpty = (row) =>
            !row.querySelector(".errorlist, .ceremony-question") &&
            [...row.querySelectorAll("select.admin-autocomplete, textarea, input:not([type=hidden])")].every(
                (box) => (box.type === "checkbox" ? !box.checked : !box.value)
            );

        const trim = (place, prefix, least) => {
            const rows = [...place.children].filter((each) => each.dataset.row);
            while (rows.length > least && isEmpty(rows.at(-1))) {
                rows.pop().remove();
            }
            total(prefix).value = rows.length;
        };

        const addParty = () => {
            const slot = Number(total("party").value);
            const row = build(template("party"), {__prefix__: slot, __number__: slot + 1});
            parties.append(row);
            total("party").value = slot + 1;
            for (const accord of accords.children) {
                addCell(accord, slot);
            }
            announce(row);
            draw();
            row.querySelector("[role=combobox], select")?.focus();
        };

        const addCell = (accord, slot) => {
            const cell = build(template("cell"), {
                __prefix__: accord.dataset.row, __slot__: slot, __number__: slot + 1,
            });
            accord.querySelector(".ceremony-cells").append(cell);
            announce(cell);
        };

        const addAccord = () => {
            const number = Number(total("accord").value);
            const row = build(template("accord"), {__prefix__: number, __number__: number + 1});
            accords.append(row);
            total("accord").value = number + 1;
            announce(row);
            for (let slot = 0; slot < Number(total("party").value); slot++) {
                addCell(row, slot);
            }
            draw();
            row.querySelector("textarea").focus();
        };

        // Whose box it is

        const nameOf = (row) =>
            row.querySelector("select.admin-autocomplete")?.selectedOptions[0]?.text || "";

        const draw = () => {
            const names = [...parties.children].map(nameOf);
            const several = names.filter(Boolean).length > FEW;
            for (const cell of accords.querySelectorAll(".ceremony-cell")) {
                const name = names[cell.dataset.slot];
                const absent = cell.querySelector(".ceremony-absent");
                if (name) {
                    cell.querySelector(".ceremony-for").textContent = name;
                }
                cell.hidden = !name && names.some(Boolean) && !cell.querySelector("input").value;
                absent.hidden = !several && !absent.querySelector("input").checked;
            }
            for (const row of accords.children) {
                const known = row.querySelector("select.admin-autocomplete")?.value;
                row.querySelectorAll(".ceremony-new").forEach((part) => {
                    part.hidden = Boolean(known) && !part.querySelector("textarea, input")?.value;
                });
            }
        };

        // What the record knows

        const read = async () => {
            const mine = (turn = {});
            const body = new FormData(form);
            body.append("_read", "1");
            const reply = await fetch(form.action, {method: "POST", body}).catch(() => null);
            const told = reply?.ok ? await reply.json().catch(() => null) : null;
            if (!told || turn !== mine) {
                return;
            }
            for (const [id, html] of Object.entries(told.places)) {
                const place = document.getElementById(id);
                if (place && !place.contains(document.activeElement)) {
                    place.innerHTML = html;
                }
            }
            question.querySelector("q").textContent = told.paraph;
            question.hidden = !told.paraph;
        };

        const typed = () => {
            clearTimeout(waiting);
            waiting = setTimeout(read, PAUSE);
        };

        trim(parties, "party", FEW);
        trim(accords, "accord", 1);
        for (const cell of accords.querySelectorAll(".ceremony-cell")) {
            if (Number(cell.dataset.slot) >= Number(total("party").value)) {
                cell.remove();
            }
        }
        draw();
        form.querySelector("[name=_more_parties]").addEventListener("click", (event) => {
            event.preventDefault();
            addParty();
        });
        form.querySelector("[name=_more_accords]").addEventListener("click", (event) => {
            event.preventDefault();
            addAccord();
        });
        form.querySelector("[name=_check]").hidden = true;
        form.addEventListener("change", () => {
            draw();
            typed();
        });
        form.addEventListener("input", typed);
    };

    document.addEventListener("DOMContentLoaded", () => {
        document.querySelectorAll("form.ceremony").forEach(start);
    });
}

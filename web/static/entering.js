// Comfort for the form of a citizen: the payable rent as one types, partner's fields, picking a point on the map.
"use strict";

(function () {
  const form = document.querySelector("form.entry");
  if (!form) return;

  // Fields that only matter with 2 adults.
  const dependent = form.querySelectorAll("[data-shown-when]");
  const showDependent = () => {
    for (const group of dependent) {
      const [name, wanted] = group.dataset.shownWhen.split("=");
      const filled = [...group.querySelectorAll("input, select")].some((field) => field.value && field.value !== "0");
      group.hidden = form.elements[name].value.trim() !== wanted && !filled;
    }
  };
  form.addEventListener("input", showDependent);
  showDependent();

  // The point of a place.
  const box = document.getElementById("map");
  const section = form.querySelector(".pick-map");
  if (!box || !box.husrum || !section) return;
  section.hidden = false;
  const { map, mark, text } = box.husrum;
  map.invalidateSize();
  const help = document.getElementById("pick-help");
  const field = (index, column) => form.elements["place-" + index + "-" + column];
  const number = (one) => (one && one.value.trim() ? Number(one.value.trim().replace(",", ".")) : NaN);
  const markers = {};
  let picking = null;

  const draw = (index, role) => {
    const at = [number(field(index, "lat")), number(field(index, "lon"))];
    if (markers[index]) markers[index].remove();
    if (at.some(Number.isNaN)) return null;
    const icon = mark(role, text(String(Number(index) + 1)));
    markers[index] = L.marker(at, { icon: icon, keyboard: false }).addTo(map);
    return at;
  };

  const rows = [...form.querySelectorAll("[data-place]")];
  for (const row of rows) {
    const index = row.dataset.place;
    const redraw = () => draw(index, row.dataset.role);
    for (const column of ["lat", "lon"]) field(index, column).addEventListener("change", redraw);
    redraw();
    const button = row.querySelector("[data-pick]");
    button.hidden = false;
    button.addEventListener("click", () => {
      picking = row;
      rows.forEach((other) => other.classList.toggle("picking", other === row));
      help.textContent = help.dataset.active.replace("{n}", String(Number(index) + 1));
      section.classList.add("picking-map");
      section.scrollIntoView({ block: "center" });
      box.focus({ preventScroll: true });
    });
  }

  map.on("click", (event) => {
    if (!picking) return;
    const index = picking.dataset.place;
    field(index, "lat").value = event.latlng.lat.toFixed(6);
    field(index, "lon").value = event.latlng.lng.toFixed(6);
    for (const column of ["x", "y"]) field(index, column).value = "";
    field(index, "lat").closest("details").open = true;
    draw(index, picking.dataset.role);
    picking.classList.remove("picking");
    picking.scrollIntoView({ block: "center" });
    picking.querySelector("[data-pick]").focus({ preventScroll: true });
    picking = null;
    section.classList.remove("picking-map");
    help.textContent = help.dataset.idle;
  });
})();

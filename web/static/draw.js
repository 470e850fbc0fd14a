// Drawing a milieu: each click on the map sets a corner; the corners stand in the text field, which is what is sent.
"use strict";

(function () {
  const box = document.getElementById("map");
  const corners = document.getElementById("field-geometry");
  const section = document.querySelector(".draw");
  if (!box || !box.husrum || !corners || !section) return;
  section.hidden = false;
  const map = box.husrum.map;
  map.invalidateSize();
  const help = document.getElementById("draw-help");
  const layer = L.layerGroup().addTo(map);
  const red = { color: "#b00000", weight: 2, fillColor: "#b00000", fillOpacity: 0.25 };

  const points = () => {
    const found = [];
    for (const line of corners.value.split(/[\n;]/)) {
      const numbers = line.match(/[-+]?[0-9]+(?:[.,][0-9]+)?/g);
      if (numbers && numbers.length === 2) found.push(numbers.map((n) => Number(n.replace(",", "."))));
    }
    return found;
  };
  const isGeoJson = () => /^[[{]/.test(corners.value.trim());

  const draw = () => {
    layer.clearLayers();
    if (isGeoJson()) {
      try { L.geoJSON(JSON.parse(corners.value), { style: red }).addTo(layer); } catch { /* said on saving */ }
      return;
    }
    const found = points();
    if (found.length > 2) L.polygon(found, red).addTo(layer);
    else if (found.length === 2) L.polyline(found, red).addTo(layer);
    for (const at of found) L.circleMarker(at, Object.assign({ radius: 5 }, red, { fillOpacity: 1 })).addTo(layer);
    help.textContent = found.length ? help.dataset.points.replace("{n}", String(found.length)) : help.dataset.idle;
  };
  const set = (found) => {
    corners.value = found.map((at) => at[0].toFixed(6) + " " + at[1].toFixed(6)).join("\n");
    draw();
  };

  map.on("click", (event) => {
    if (!isGeoJson()) set([...points(), [event.latlng.lat, event.latlng.lng]]);
  });
  map.doubleClickZoom.disable();
  section.querySelector('[data-draw="undo"]').addEventListener("click", () => set(points().slice(0, -1)));
  section.querySelector('[data-draw="clear"]').addEventListener("click", () => set([]));
  corners.addEventListener("input", draw);
  draw();
  const drawn = points();
  if (drawn.length) map.fitBounds(L.latLngBounds(drawn).pad(0.5), { animate: false });
})();

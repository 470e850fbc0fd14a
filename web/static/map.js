// The map of one flat: its network and what to keep away from, over a coastline served from here.
"use strict";

(function () {
  const box = document.getElementById("map");
  if (!box || typeof L === "undefined") return;
  const settings = box.dataset;
  const json = (address) => fetch(address, { credentials: "same-origin" }).then((answer) => answer.json());

  const map = L.map(box, { zoomControl: false, minZoom: 6, maxZoom: 17 });
  L.control.zoom({ zoomInTitle: settings.zoomIn, zoomOutTitle: settings.zoomOut }).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
  map.attributionControl.setPrefix("Leaflet").addAttribution(settings.credit);
  map.setView([56.0, 10.6], 7);
  box.husrum = { map: map, mark: (kind, inside) => mark(kind, inside), text: (words) => text(words) }; // for pages that pick or draw

  const mark = (kind, inside) => L.divIcon({ className: "mark mark-" + kind, html: inside, iconSize: [22, 22] });
  const text = (words) => {
    const span = document.createElement("span"); // text only: nothing in a label is ever read as markup
    span.textContent = words;
    return span;
  };

  const house = () => {
    const names = "http://www.w3.org/2000/svg";
    const svg = document.createElementNS(names, "svg");
    svg.setAttribute("class", "icon");
    const use = document.createElementNS(names, "use");
    use.setAttribute("href", settings.sprite + "#home");
    svg.append(use);
    return svg;
  };

  function background() {
    if (settings.tiles) L.tileLayer(settings.tiles, { maxZoom: 19 }).addTo(map);
    else if (settings.wms) L.tileLayer.wms(settings.wms, { layers: settings.layers, format: "image/png" }).addTo(map);
    else return Promise.all([json(settings.coastline).then(coast), json(settings.towns).then(towns)]);
    return Promise.resolve();
  }

  function coast(outline) {
    map.createPane("land").style.zIndex = 200;
    L.geoJSON(outline, {
      pane: "land",
      interactive: false,
      style: (land) => ({
        color: "#9aa79a", weight: 1, fillOpacity: 1, fillColor: land.properties.home ? "#f7f5ee" : "#e6e6e2",
      }),
    }).addTo(map);
  }

  // Town names: the largest first, and only where no larger one stands in the way.
  function towns(all) {
    const layer = L.layerGroup().addTo(map);
    const draw = () => {
      layer.clearLayers();
      const taken = [];
      const shown = map.getBounds().pad(0.1);
      for (const town of all) {
        if (taken.length >= 40) break;
        if (!shown.contains(town.at)) continue;
        const p = map.latLngToContainerPoint(town.at);
        const width = 12 + town.name.length * 7;
        const clash = taken.some((o) => Math.abs(o.y - p.y) < 18 && p.x < o.x + o.w && o.x < p.x + width);
        if (clash) continue;
        taken.push({ x: p.x, y: p.y, w: width });
        const icon = L.divIcon({ className: "town", html: text(town.name), iconSize: null, iconAnchor: [2, 6] });
        L.marker(town.at, { icon: icon, interactive: false, keyboard: false, zIndexOffset: -1000 }).addTo(layer);
      }
    };
    map.on("moveend", draw);
    draw();
  }

  function point(at, kind, inside, label, permanent) {
    L.marker(at, { icon: mark(kind, inside), alt: label, keyboard: false, zIndexOffset: permanent ? 1000 : 0 })
      .bindTooltip(text(label), { permanent: permanent, direction: "top", offset: [0, -12], className: "map-label" })
      .addTo(map);
  }

  function show(data) {
    const seen = [];
    const red = { color: "#b00000", weight: 2, fillColor: "#b00000" };
    L.geoJSON(data.milieus, {
      interactive: false,
      style: (f) =>
        f.properties.part === "buffer"
          ? Object.assign({ dashArray: "6 5", fillOpacity: 0.1 }, red)
          : Object.assign({ fillOpacity: 0.3 }, red),
      onEachFeature: (f, layer) => seen.push(layer.getBounds()),
    }).addTo(map);
    for (const place of data.places) {
      if (place.radius_m > 0) {
        const ring = Object.assign({ radius: place.radius_m, dashArray: "6 5", fillOpacity: 0.1, interactive: false }, red);
        L.circle(place.at, ring).addTo(map);
      }
      if (!place.avoid && data.flat.at) {
        L.polyline([data.flat.at, place.at], { color: "#358000", weight: 2, dashArray: "2 6", interactive: false }).addTo(map);
      }
      point(place.at, place.avoid ? "avoid" : "network", text(place.sign), place.label, false);
      seen.push(L.latLngBounds([place.at]));
    }
    if (data.flat.at) {
      point(data.flat.at, "flat", house(), data.flat.label, true);
      seen.push(L.latLngBounds([data.flat.at]));
    }
    if (seen.length) {
      const all = seen.reduce((a, b) => a.extend(b), L.latLngBounds(seen[0]));
      map.fitBounds(all.pad(0.25), { maxZoom: 13, animate: false });
    } else if (data.view) {
      map.fitBounds(L.latLngBounds(data.view).pad(0.1), { maxZoom: 13, animate: false });
    }
  }

  json(settings.url)
    .then(show)
    .then(background)
    .then(() => box.setAttribute("data-ready", "true"))
    .catch(() => {
      map.remove();
      box.replaceChildren(text(settings.failed));
    });
})();

// Projects borders to a plane, thins them and writes them as short path strings. Run by scripts/maps.py.
import { readFileSync } from "node:fs";
import { geoEqualEarth, geoIdentity, geoPath } from "d3-geo";
import { feature } from "topojson-client";
import { planarTriangleArea, presimplify, simplify, sphericalTriangleArea } from "topojson-simplify";

const WIDTH = 1000;
const SMALLEST_RING = 4;
const LEFT_OUT = new Set(["Antarctica", "Fr. S. Antarctic Lands", "Heard I. and McDonald Is.", "S. Geo. and the Is."]);

const read = (name) => JSON.parse(readFileSync(`node_modules/${name}`, "utf8"));

function area(ring) {
  let twice = 0;
  ring.forEach(([x, y], i) => {
    const [u, v] = ring[(i + 1) % ring.length];
    twice += x * v - u * y;
  });
  return Math.abs(twice) / 2;
}

/** Whole coordinates without repetitions and without points on a straight line. */
function tidy(ring) {
  const whole = ring.map(([x, y]) => [Math.round(x), Math.round(y)]);
  const apart = whole.filter(([x, y], i) => {
    const [u, v] = whole[(i + whole.length - 1) % whole.length];
    return x !== u || y !== v;
  });
  return apart.filter(([x, y], i) => {
    const [a, b] = apart[(i + apart.length - 1) % apart.length];
    const [c, d] = apart[(i + 1) % apart.length];
    return (x - a) * (d - y) !== (y - b) * (c - x);
  });
}

function encode(ring) {
  let [px, py] = ring[0];
  let steps = "";
  for (const [x, y] of ring.slice(1)) {
    for (const step of [x - px, y - py]) steps += (steps && step >= 0 ? " " : "") + step;
    [px, py] = [x, y];
  }
  return `M${ring[0].join(" ")}l${steps}z`;
}

/** A place too small to be seen is a diamond. */
function diamond(ring) {
  const middle = [0, 1].map((k) => Math.round(ring.reduce((sum, point) => sum + point[k], 0) / ring.length));
  return `M${middle[0] - 2} ${middle[1]}l2-2 2 2-2 2z`;
}

function shapes(features, path) {
  return features.map((one) => {
    const rings = (path(one) ?? "")
      .split("M")
      .filter(Boolean)
      .map((part) => part.replace("Z", "").split("L").map((pair) => pair.split(",").map(Number)))
      .sort((a, b) => area(b) - area(a));
    const kept = rings
      .filter((ring) => area(ring) >= SMALLEST_RING && ring.every(([x]) => x >= 0)) // the last Aleutians
      .map(tidy)
      .filter((ring) => ring.length > 2);
    const drawn = kept.map(encode).join("") || diamond(rings[0]);
    return { id: one.id, name: one.properties.name, path: drawn };
  });
}

function world() {
  const topology = read("world-atlas/countries-50m.json");
  const countries = topology.objects.countries;
  countries.geometries = countries.geometries.filter((one) => !LEFT_OUT.has(one.properties.name));
  const thin = simplify(presimplify(topology, sphericalTriangleArea), 4e-5);
  const land = feature(thin, thin.objects.countries);
  const projection = geoEqualEarth().fitWidth(WIDTH, land);
  const [[left, top], [right, bottom]] = geoPath(projection).bounds(land);
  const [x, y] = projection.translate();
  projection.translate([x - left + 2, y - top + 2]);
  return {
    size: [Math.ceil(right - left) + 4, Math.ceil(bottom - top) + 4],
    projection: [projection.scale(), ...projection.translate()],
    shapes: shapes(land.features, geoPath(projection).digits(2)),
  };
}

function states() {
  const topology = read("us-atlas/states-albers-10m.json");
  const thin = simplify(presimplify(topology, planarTriangleArea), 2);
  const land = feature(thin, thin.objects.states);
  const [, [right, bottom]] = geoPath(geoIdentity()).bounds(land);
  return { size: [Math.ceil(right) + 2, Math.ceil(bottom) + 2], shapes: shapes(land.features, geoPath(geoIdentity()).digits(2)) };
}

process.stdout.write(JSON.stringify({ world: world(), states: states() }));

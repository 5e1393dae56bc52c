// Where the service is: the region, or an address of one's own. Two views ask for it, and they agree.

import { byId, markInvalid } from "./dom.js";
import { say } from "./catalogue.js";

const regionSelects = [byId("region"), byId("response-region")];
const addressFields = [byId("service"), byId("response-service")];
const OTHER = "other";

/**
 * Offers the regions, those with the same host together, and a field for any other address.
 * @param {{ name: string, auth: string }[]} regions
 */
export function showRegions(regions) {
  const hosts = new Map();
  for (const { name, auth } of regions) hosts.set(auth, [...(hosts.get(auth) ?? []), name]);
  for (const select of regionSelects) {
    const other = new Option(say("region-other"), OTHER);
    other.dataset.text = "region-other";
    select.replaceChildren(...[...hosts].map(([auth, names]) => new Option(`${names.join(", ")} – ${auth}`, auth)), other);
  }
}

/**
 * Calls `changed` after every change of the address.
 * @param {() => void} changed
 */
export function watchService(changed) {
  for (const select of regionSelects) {
    select.addEventListener("change", () => {
      setService(select.value, addressFields[0].value);
      if (select.value === OTHER) addressFields[regionSelects.indexOf(select)].focus();
      changed();
    });
  }
  for (const field of addressFields) {
    field.addEventListener("input", () => {
      setService(OTHER, field.value);
      changed();
    });
  }
}

/**
 * The address as the person gave it: a host, or what was typed.
 * @returns {string}
 */
export function serviceAddress() {
  const [select] = regionSelects;
  return select.value === OTHER ? addressFields[0].value : select.value;
}

/**
 * Says whether the address can be used.
 * @param {boolean} wrong
 */
export function markService(wrong) {
  for (const field of addressFields) markInvalid(field, wrong);
}

/** Back to the default. */
export function emptyService() {
  setService(regionSelects[0].options[0]?.value ?? "", "");
  markService(false);
}

function setService(region, address) {
  for (const select of regionSelects) select.value = region;
  for (const field of addressFields) {
    if (field.value !== address) field.value = address;
    field.parentElement.hidden = region !== OTHER;
  }
}

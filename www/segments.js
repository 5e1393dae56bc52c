// A row of choices of which one holds: radio buttons that look like one control.

/**
 * Fills a fieldset with choices; the first one is chosen.
 * @param {HTMLElement} place
 * @param {string[]} values
 * @param {(value: string) => string} wordOf key of what a choice is called
 * @param {() => void} changed is called when the person has chosen
 * @returns {{ value: () => string, choose: (value: string) => boolean, show: (value: string, isShown: boolean) => void }}
 *   `value` returns what is chosen, `choose` whether it is another one now, without a call of `changed`; `show` shows
 *   or hides a choice
 */
export function createSegments(place, values, wordOf, changed) {
  const radios = values.map((value, index) => segmentRadio(place, value, wordOf(value), index === 0));
  place.addEventListener("change", changed);
  return {
    value: () => radios.find(({ checked }) => checked)?.value ?? values[0],
    choose(value) {
      const radio = radios.find((it) => it.value === value);
      if (!radio || radio.checked) return false;
      radio.checked = true;
      return true;
    },
    show(value, isShown) {
      const radio = radios.find((it) => it.value === value);
      if (radio?.parentElement) radio.parentElement.hidden = !isShown;
    },
  };
}

function segmentRadio(place, value, word, checked) {
  const label = document.createElement("label");
  const radio = document.createElement("input");
  const text = document.createElement("span");
  Object.assign(radio, { type: "radio", name: place.id, value, defaultChecked: checked, autocomplete: "off" });
  label.className = "segment";
  text.dataset.text = word;
  label.append(radio, text);
  place.append(label);
  return radio;
}

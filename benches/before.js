// Comes before every contender's library: what libraries made for a page look for, and a hand on the memory of wasm.
// Not strict, because what follows is one script with it, and jsrsasign assigns to what cannot be assigned to.

var window = self;

const Instance = WebAssembly.Instance;
WebAssembly.Instance = function (...given) {
  const instance = new Instance(...given);
  if (instance.exports.memory) wasmMemory = instance.exports.memory;
  return instance;
};

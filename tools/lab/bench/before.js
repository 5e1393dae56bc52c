// Comes before every contender's library: what libraries made for a page look for.
// Not strict, because what follows is one script with it, and jsrsasign assigns to what cannot be assigned to.

var window = self;

// jsrsasign declares a variable of this name. In a worker that hides the platform's from the script's first line on;
// in a page it does not.
const platform = globalThis.WorkerGlobalScope && Object.getOwnPropertyDescriptor(WorkerGlobalScope.prototype, "crypto");
if (platform) Object.defineProperty(self, "crypto", { value: platform.get.call(self) });

// Passkeys and security keys: asks the browser for one and hands its answer to the form.
// What to do stands in <script type="application/json" data-bw-webauthn="login|add|authenticate">.

const byId = (id) => document.getElementById(id);
const read = (id) => JSON.parse(byId(id).textContent);

function failed(error) {
  console.info(error);
  for (const note of document.querySelectorAll("[data-bw-passkey-failed]")) note.hidden = false;
}

function hand(credential, field) {
  byId(field).value = JSON.stringify(credential);
  byId(field).form.submit();
}

function creation(settings) {
  const options = read(settings.data).creation_options;
  const wanted = byId(settings.passwordless)?.checked ?? false;
  const choice = options.publicKey.authenticatorSelection;
  choice.residentKey = wanted ? "required" : "discouraged";
  choice.requireResidentKey = wanted;
  if (wanted) choice.userVerification = "required";
  return options;
}

const ways = {
  async login(settings) {
    const answer = await fetch(byId(settings.form).action, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error("The server sent no challenge.");
    return webauthnJSON.get((await answer.json()).request_options);
  },
  async add(settings) {
    return webauthnJSON.create(creation(settings));
  },
  async authenticate(settings) {
    return webauthnJSON.get(read(settings.data).request_options);
  },
};

for (const script of document.querySelectorAll("script[data-bw-webauthn]")) {
  const settings = JSON.parse(script.textContent);
  const button = byId(settings.button ?? settings.login);
  if (!window.PublicKeyCredential) continue;
  for (const place of document.querySelectorAll("[data-bw-passkey]")) place.hidden = false;
  button.addEventListener("click", async (event) => {
    event.preventDefault();
    try {
      hand(await ways[script.dataset.bwWebauthn](settings), settings.credential);
    } catch (error) {
      failed(error);
    }
  });
  button.addEventListener("keydown", (event) => {
    if (button.tagName === "A" && event.key === " ") button.click();
  });
}

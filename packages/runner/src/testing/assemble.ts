import loadWabt from 'wabt';

/** Assembles WebAssembly from its text; throws with line and column where the text is wrong. */
export async function assemble(text: string, file = 'test.wat'): Promise<Uint8Array> {
  const wabt = await loadWabt();
  const module = wabt.parseWat(file, text);
  try {
    module.validate();
    return module.toBinary({}).buffer;
  } finally {
    module.destroy();
  }
}

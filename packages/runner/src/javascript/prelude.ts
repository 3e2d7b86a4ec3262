/**
 * Is what runs in the sandbox before the program: takes away what differs from one machine or moment to the next, and
 * turns values into JSON and back.
 *
 * It lies in the same realm as the program, which may change every built-in thing. So all that is used later is taken
 * into variables first, values are read through own property descriptors, and nothing is looked up on a prototype. A
 * program that outwits it has only chosen its own output: the host believes nothing but that a text comes back.
 *
 * The expression is a function `(data, call, refuse, limit) => bind`, `bind(main)` gives `run(input)`; `run` answers
 * `=JSON` or `!code`, the path as a JSON array and a message, one a line.
 */
export const PRELUDE = String.raw`(function () {
'use strict';
const { parse, stringify } = JSON;
const { apply, ownKeys, getPrototypeOf, getOwnPropertyDescriptor, deleteProperty } = Reflect;
const { freeze, prototype: objectPrototype } = Object;
const { isArray, prototype: arrayPrototype } = Array;
const { hasOwnProperty } = objectPrototype;
const { slice, isWellFormed } = String.prototype;
const { isFinite } = Number;
const { InternalError, TypeError, Error } = globalThis;
const DEEPEST = 500;

for (const name of ['Date', 'WeakRef', 'FinalizationRegistry', 'SharedArrayBuffer', 'Atomics', 'performance',
  'console', 'queueMicrotask', 'setTimeout', 'navigator', 'print', 'std', 'os', 'bjson', 'gc', 'scriptArgs']) {
  deleteProperty(globalThis, name);
}
deleteProperty(Math, 'random');

let fault, size, most, code;
const fail = (message, path, as) => {
  let keys = '';
  for (let at = path; at !== null; at = at.up) keys = stringify(at.key) + (keys === '' ? '' : ',') + keys;
  fault = '!' + (as === undefined ? code : as) + '\n[' + keys + ']\n' + message;
  throw fault;
};
const add = (piece, path) => {
  size += piece.length;
  if (size > most) fail('more than ' + most + ' bytes', null, 'output-too-large');
  return piece;
};
const text = (value, path) => {
  if (!apply(isWellFormed, value, [])) fail('a text with half a surrogate pair', path);
  return add(stringify(value), path);
};
const member = (holder, key, path) => {
  const found = getOwnPropertyDescriptor(holder, key);
  if (found === undefined) fail('a member that comes and goes', path);
  if (!apply(hasOwnProperty, found, ['value'])) fail('a getter instead of a value', path);
  if (!found.enumerable) fail('a hidden member', path);
  return found.value;
};
const list = (value, path, depth) => {
  const { length } = value;
  if (ownKeys(value).length !== length + 1) fail('a list with holes or further members', path);
  let out = add('[', path);
  for (let at = 0; at < length; at++) {
    const inner = { up: path, key: at, value };
    out += (at === 0 ? '' : add(',', path)) + write(member(value, at, inner), inner, depth + 1);
  }
  return out + add(']', path);
};
const record = (value, path, depth) => {
  const keys = ownKeys(value);
  let out = add('{', path);
  for (let at = 0; at < keys.length; at++) {
    const key = keys[at];
    if (typeof key === 'symbol') fail('a member named by a symbol', path);
    const inner = { up: path, key, value };
    if (key === '__proto__') fail('a member named __proto__', inner);
    const name = text(key, inner);
    out += (at === 0 ? '' : add(',', path)) + name + add(':', path) + write(member(value, key, inner), inner, depth + 1);
  }
  return out + add('}', path);
};
const write = (value, path, depth) => {
  switch (typeof value) {
    case 'string': return text(value, path);
    case 'boolean': return add(value ? 'true' : 'false', path);
    case 'number':
      if (!isFinite(value)) fail('' + value + ' is no number of JSON', path);
      return add('' + value, path);
    case 'object':
      if (value === null) return add('null', path);
      break;
    default: fail('a value of type ' + typeof value, path);
  }
  if (depth > DEEPEST) fail('nested deeper than ' + DEEPEST, null);
  for (let at = path; at !== null; at = at.up) if (at.value === value) fail('a value that contains itself', path);
  const prototype = getPrototypeOf(value);
  if (isArray(value)) return prototype === arrayPrototype ? list(value, path, depth) : fail('no plain list', path);
  if (prototype === objectPrototype || prototype === null) return record(value, path, depth);
  return fail(classOf(prototype), path);
};
const classOf = (prototype) => {
  const found = getOwnPropertyDescriptor(prototype, 'constructor');
  const maker = found !== undefined && apply(hasOwnProperty, found, ['value']) ? found.value : undefined;
  const name = typeof maker === 'function' ? getOwnPropertyDescriptor(maker, 'name') : undefined;
  const shown = name !== undefined && typeof name.value === 'string' ? apply(slice, name.value, [0, 60]) : '';
  if (shown === 'Promise') return 'a promise: a program answers at once, not later';
  return shown === '' ? 'no plain object' : 'an object of class ' + shown;
};
const toJson = (value, as, limit) => {
  code = as;
  size = 0;
  most = limit;
  return write(value, null, 0);
};
const deepFreeze = (value) => {
  if (typeof value !== 'object' || value === null) return value;
  for (const key of ownKeys(value)) deepFreeze(value[key]);
  return freeze(value);
};
const describe = (error) => {
  if (typeof error === 'string') return apply(slice, error, [0, 300]);
  if (typeof error !== 'object' || error === null) return 'a value of type ' + typeof error;
  let [name, message] = ['', ''];
  try {
    name = error.name;
    message = error.message;
  } catch {}
  name = typeof name === 'string' && name !== '' ? apply(slice, name, [0, 60]) : 'an object';
  return typeof message === 'string' && message !== '' ? name + ': ' + apply(slice, message, [0, 300]) : name;
};
const codeOf = (error) => {
  if (typeof error !== 'object' || error === null || getPrototypeOf(error) !== InternalError.prototype) return 'threw';
  const found = getOwnPropertyDescriptor(error, 'message');
  if (found === undefined) return 'threw';
  if (found.value === 'stack overflow') return 'stack';
  return found.value === 'out of memory' || found.value === 'string too long' ? 'memory' : 'threw';
};
return (dataText, call, refuse, limit) => {
  const data = deepFreeze(parse(dataText));
  const use = (name) => {
    if (typeof name !== 'string') throw new TypeError('use takes the name of a dependency');
    return (value) => {
      let given;
      try {
        given = toJson(value, 'input-not-json', limit);
      } catch (error) {
        if (fault === undefined) throw error;
        refuse(name, fault);
      }
      return parse(call(name, given));
    };
  };
  freeze(use);
  return (main) => (inputText) => {
    fault = undefined;
    try {
      return '=' + toJson(main(parse(inputText), { data, use }), 'output-not-json', limit);
    } catch (error) {
      if (fault !== undefined && error === fault) return fault;
      return '!' + codeOf(error) + '\n[]\n' + describe(error);
    }
  };
};
})()`;

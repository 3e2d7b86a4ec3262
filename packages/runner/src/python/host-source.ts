/**
 * Is the program that runs a Python algorithm inside its process, in Python 3.8 or newer and its standard library. It is
 * given to the interpreter as text (`-c`), so that it needs no file beside a bundle.
 *
 * It reads one JSON document a line from descriptor 3 and writes to descriptor 4 (ADR 0022). The modules of the algorithm are
 * loaded once; every input runs in a fork of that state, so that nothing of one input is left for the next.
 */
export const HOST_SOURCE = String.raw`
import sys
sys.path[:] = [path for path in sys.path if path]
import gc, importlib.abc, importlib.util, json, math, os, resource, signal, types

IN = os.fdopen(3, 'rb')
REPORTED = 77
ABORTED = 78
SAFE = 2 ** 53 - 1
DEEPEST = 100

def send(message):
    data = json.dumps(message, allow_nan=False).encode('ascii') + b'\n'
    while data:
        data = data[os.write(4, data):]

def receive():
    line = IN.readline()
    if not line:
        os._exit(0)
    return json.loads(line)

class Refused(Exception):
    def __init__(self, code, message, pointer=None):
        super().__init__(message)
        self.code, self.message, self.pointer = code, message, pointer

class Folder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds the modules of the algorithm after those of the standard library; they are handed over as text."""
    def __init__(self, sources, root):
        self.sources, self.root = sources, root

    def find_spec(self, name, path=None, target=None):
        base = self.root + name.replace('.', '/')
        for file, is_package in ((base + '.py', False), (base + '/__init__.py', True)):
            if file in self.sources:
                return importlib.util.spec_from_loader(name, self, origin=file, is_package=is_package)
        if any(file.startswith(base + '/') for file in self.sources):
            return importlib.util.spec_from_loader(name, self, origin=None, is_package=True)
        return None

    def exec_module(self, module):
        file = module.__spec__.origin
        if file is not None:
            exec(compile(self.sources[file], file, 'exec', dont_inherit=True), module.__dict__)

def flush():
    """Writes out what was printed: a fork would print it again."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except Exception:
            pass

def place_of(error, sources):
    """Names the line of the algorithm where an exception was raised."""
    place, step = '', error.__traceback__
    while step is not None:
        file = step.tb_frame.f_code.co_filename
        if file in sources:
            place = ' (%s:%d)' % (file, step.tb_lineno)
        step = step.tb_next
    return place

def described(error, sources):
    if isinstance(error, SyntaxError):
        return 'SyntaxError: %s (%s:%s)' % (error.msg, error.filename, error.lineno)
    try:
        words = str(error)
    except BaseException:
        words = ''
    return (type(error).__name__ + (': ' + words[:400] if words else '') + place_of(error, sources))

def fault_of(error, sources, code):
    if isinstance(error, Refused):
        return {'code': error.code, 'message': error.message, 'pointer': error.pointer}
    if isinstance(error, MemoryError):
        return {'code': 'memory', 'message': 'the algorithm needs more memory than it may have'}
    if isinstance(error, RecursionError):
        return {'code': 'stack', 'message': 'the algorithm calls itself too deeply' + place_of(error, sources)}
    return {'code': code, 'message': described(error, sources)}

def refuse(words, pointer, code='output-not-json'):
    raise Refused(code, words, pointer)

def check_plain(value, pointer, depth):
    """Checks that a value is plain JSON that every language reads alike."""
    kind = type(value)
    if value is None or kind is bool:
        return
    if depth > DEEPEST:
        refuse('it is nested deeper than %d levels' % DEEPEST, '')
    if kind is int:
        if not -SAFE <= value <= SAFE:
            refuse('the integer lies beyond 2^53: other languages would change it; give it as text', pointer)
    elif kind is float:
        if not math.isfinite(value):
            refuse('JSON has no %r' % value, pointer)
    elif kind is str:
        if any('\ud800' <= sign <= '\udfff' for sign in value):
            refuse('the text holds half of a surrogate pair', pointer)
    elif kind is list or kind is tuple:
        for index, item in enumerate(value):
            check_plain(item, '%s/%d' % (pointer, index), depth + 1)
    elif kind is dict:
        for key, item in value.items():
            if type(key) is not str:
                refuse('the key %s is no text' % repr(key)[:80], pointer)
            check_plain(key, pointer, depth)
            check_plain(item, pointer + '/' + key.replace('~', '~0').replace('/', '~1'), depth + 1)
    else:
        refuse('%s is no JSON; give a number, text, list or dict' % kind.__name__, pointer)

def limit(kind, value):
    """Sets a limit; some systems have not all of them, and no limit may be raised."""
    try:
        hard = resource.getrlimit(kind)[1]
        top = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (top, top))
    except (ValueError, OSError):
        pass

def use_of(id):
    def use(name):
        def call(value):
            try:
                check_plain(value, '', 0)
            except Refused as error:
                send({'op': 'refuse', 'id': id, 'name': str(name), **fault_of(error, {}, ''), 'code': 'input-not-json'})
                os._exit(ABORTED)
            send({'op': 'use', 'id': id, 'name': str(name), 'input': value})
            reply = receive()
            # A dependency that fails ends the run: what it means is not for the caller to hide.
            if 'output' not in reply:
                os._exit(ABORTED)
            return reply['output']
        return call
    return use

def arguments_of(function, data, use):
    """Hands over data and use by name, each only to a function that has a parameter for it."""
    code = function.__code__
    names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount][1:]
    takes_any = code.co_flags & 0x08
    return {name: value for name, value in (('data', data), ('use', use)) if takes_any or name in names}

class Algorithm:
    def __init__(self, message):
        self.sources, self.data = message['sources'], message['data']
        self.limits = message['limits']
        entry, name = message['entry'], message['function']
        sys.meta_path.append(Folder(self.sources, entry[: entry.rfind('/') + 1]))
        module = types.ModuleType('__algorithm__')
        module.__file__ = entry
        sys.modules['__algorithm__'] = module
        exec(compile(self.sources[entry], entry, 'exec', dont_inherit=True), module.__dict__)
        self.function = module.__dict__.get(name)
        if type(self.function) is not types.FunctionType or self.function.__code__.co_flags & 0x2a0:
            raise Refused('load-failed', '%s has no plain function %s' % (entry, name))

    def answer(self, id, value):
        use = use_of(id)
        output = self.function(value, **arguments_of(self.function, self.data, use))
        check_plain(output, '', 0)
        text = json.dumps(output, allow_nan=False, ensure_ascii=False, separators=(',', ':'))
        size = len(text.encode('utf-8'))
        if size > self.limits['outputBytes']:
            raise Refused('output-too-large', 'the output has %d bytes, %d are allowed' % (size, self.limits['outputBytes']))
        return {'op': 'done', 'id': id, 'text': text}

    def run(self, id, value):
        flush()
        try:
            pid = os.fork()
        except OSError:
            send({'op': 'fault', 'id': id, 'code': 'threw', 'message': 'the algorithm has started processes of its own'})
            os._exit(REPORTED)
        if pid == 0:
            self.work(id, value)
        status = os.waitpid(pid, 0)[1]
        code = os.WEXITSTATUS(status) if os.WIFEXITED(status) else -os.WTERMSIG(status)
        if code == ABORTED:
            send({'op': 'aborted', 'id': id})
        elif code != REPORTED:
            send({'op': 'fault', 'id': id, **ENDS.get(code, {'code': 'threw', 'message': 'the process ended without an answer'})})

    def work(self, id, value):
        try:
            seconds = self.limits['cpuMs'] / 1000
            limit(resource.RLIMIT_CPU, math.ceil(seconds) + 1)
            if self.limits['isApart']:
                limit(resource.RLIMIT_NPROC, 0)
            signal.setitimer(signal.ITIMER_PROF, seconds)
            try:
                message = self.answer(id, value)
            except BaseException as error:
                message = {'op': 'fault', 'id': id, **fault_of(error, self.sources, 'threw')}
            flush()
            send(message)
            os._exit(REPORTED)
        finally:
            os._exit(1)

TIMEOUT = {'code': 'timeout', 'message': 'the algorithm takes longer than it may'}
ENDS = {
    -signal.SIGPROF: TIMEOUT,
    -signal.SIGXCPU: TIMEOUT,
    -signal.SIGKILL: TIMEOUT,
    -signal.SIGSEGV: {'code': 'stack', 'message': 'the algorithm calls itself too deeply'},
}

def main():
    message = receive()
    limits = message['limits']
    limit(resource.RLIMIT_AS, limits['memoryBytes'])
    limit(resource.RLIMIT_FSIZE, 0 if limits['isApart'] else 2 ** 26)
    limit(resource.RLIMIT_CORE, 0)
    limit(resource.RLIMIT_NOFILE, 64)
    if limits['isApart']:
        # This process, its forks one at a time, and the first process of the namespace.
        limit(resource.RLIMIT_NPROC, 3)
    signal.setitimer(signal.ITIMER_PROF, limits['cpuMs'] / 1000)
    try:
        algorithm = Algorithm(message)
    except BaseException as error:
        send({'op': 'fault', 'id': None, **fault_of(error, message['sources'], 'load-failed')})
        os._exit(REPORTED)
    signal.setitimer(signal.ITIMER_PROF, 0)
    gc.freeze()
    send({'op': 'ready'})
    while True:
        message = receive()
        algorithm.run(message['id'], message['input'])

main()
`;

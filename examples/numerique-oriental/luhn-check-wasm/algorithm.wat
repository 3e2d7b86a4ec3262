;; Checks a number by the Luhn formula, as luhn-check does in JavaScript: the same contract, the same vectors.
;;
;; The interface is that of docs/spec/running.md: `alloc` says where the input goes, `run` takes {"number":"…"} as
;; UTF-8 without a space between the tokens and gives the place of the output. The contract allows that one member only
;; and 64 characters, so the input begins with 11 known bytes and is shorter than 600.
;;
;; Memory, one page: constants from 0, digits from 512, input from 1024, output from 8192.

(module
  (memory (export "memory") 1 1)

  (data (i32.const 0) "{\"valid\":true,\"number\":\"")      ;; 24 bytes
  (data (i32.const 32) "\",\"payload\":\"")                   ;; 13 bytes
  (data (i32.const 64) "\",\"checkDigit\":\"")                ;; 16 bytes
  (data (i32.const 96) "\"}")                                 ;; 2 bytes
  (data (i32.const 128) "{\"valid\":false,\"reason\":\"")     ;; 25 bytes
  (data (i32.const 160) "characters")                         ;; 10 bytes
  (data (i32.const 192) "length")                             ;; 6 bytes
  (data (i32.const 224) "checksum")                           ;; 8 bytes

  (global $end (mut i32) (i32.const 8192))                    ;; where the output ends

  ;; Only one text is ever asked for: the input.
  (func (export "alloc") (param $length i32) (result i32)
    (if (i32.gt_u (local.get $length) (i32.const 7000)) (then (return (i32.const -1))))
    (i32.const 1024))

  (func $put (param $from i32) (param $length i32)
    (memory.copy (global.get $end) (local.get $from) (local.get $length))
    (global.set $end (i32.add (global.get $end) (local.get $length))))

  ;; Gives place and length of the output as one number: the place in the upper half.
  (func $answer (result i64)
    (call $put (i32.const 96) (i32.const 2))
    (i64.or
      (i64.const 0x200000000000)                              ;; 8192 << 32
      (i64.extend_i32_u (i32.sub (global.get $end) (i32.const 8192)))))

  (func $refuse (param $reason i32) (param $length i32) (result i64)
    (call $put (i32.const 128) (i32.const 25))
    (call $put (local.get $reason) (local.get $length))
    (call $answer))

  ;; Tells how many bytes from here are a character to ignore: space, hyphen, no-break space, narrow no-break space.
  (func $ignored (param $at i32) (result i32)
    (local $byte i32)
    (local.set $byte (i32.load8_u (local.get $at)))
    (if (i32.or (i32.eq (local.get $byte) (i32.const 0x20)) (i32.eq (local.get $byte) (i32.const 0x2d)))
      (then (return (i32.const 1))))
    (if (i32.eq (i32.load16_u (local.get $at)) (i32.const 0xa0c2)) (then (return (i32.const 2))))
    (if (i32.eq (i32.and (i32.load (local.get $at)) (i32.const 0xffffff)) (i32.const 0xaf80e2))
      (then (return (i32.const 3))))
    (i32.const 0))

  ;; Copies the digits of the number to 512 and gives their count; -1 when something else stands among them.
  (func $collect (param $at i32) (result i32)
    (local $byte i32)
    (local $count i32)
    (local $skip i32)
    (loop $next
      (local.set $byte (i32.load8_u (local.get $at)))
      (if (i32.eq (local.get $byte) (i32.const 0x22)) (then (return (local.get $count))))
      (local.set $skip (call $ignored (local.get $at)))
      (if (i32.eqz (local.get $skip))
        (then
          (if (i32.gt_u (i32.sub (local.get $byte) (i32.const 0x30)) (i32.const 9)) (then (return (i32.const -1))))
          (i32.store8 offset=512 (local.get $count) (local.get $byte))
          (local.set $count (i32.add (local.get $count) (i32.const 1)))
          (local.set $skip (i32.const 1))))
      (local.set $at (i32.add (local.get $at) (local.get $skip)))
      (br $next))
    (unreachable))

  ;; Sums the digits: from the right every second one is doubled, nine taken off above nine.
  (func $sum (param $count i32) (result i32)
    (local $digit i32)
    (local $place i32)
    (local $total i32)
    (loop $next
      (local.set $digit
        (i32.sub
          (i32.load8_u offset=511 (i32.sub (local.get $count) (local.get $place)))
          (i32.const 0x30)))
      (if (i32.and (local.get $place) (i32.const 1))
        (then
          (local.set $digit (i32.shl (local.get $digit) (i32.const 1)))
          (if (i32.gt_u (local.get $digit) (i32.const 9))
            (then (local.set $digit (i32.sub (local.get $digit) (i32.const 9)))))))
      (local.set $total (i32.add (local.get $total) (local.get $digit)))
      (local.set $place (i32.add (local.get $place) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $place) (local.get $count))))
    (local.get $total))

  (func (export "run") (param $at i32) (param $length i32) (result i64)
    (local $count i32)
    (local.set $count (call $collect (i32.add (local.get $at) (i32.const 11))))
    (if (i32.lt_s (local.get $count) (i32.const 0))
      (then (return (call $refuse (i32.const 160) (i32.const 10)))))
    (if (i32.lt_s (local.get $count) (i32.const 2))
      (then (return (call $refuse (i32.const 192) (i32.const 6)))))
    (if (i32.rem_u (call $sum (local.get $count)) (i32.const 10))
      (then (return (call $refuse (i32.const 224) (i32.const 8)))))
    (call $put (i32.const 0) (i32.const 24))
    (call $put (i32.const 512) (local.get $count))
    (call $put (i32.const 32) (i32.const 13))
    (call $put (i32.const 512) (i32.sub (local.get $count) (i32.const 1)))
    (call $put (i32.const 64) (i32.const 16))
    (call $put (i32.add (i32.const 511) (local.get $count)) (i32.const 1))
    (call $answer)))

#![no_main]
libfuzzer_sys::fuzz_target!(|input: &[u8]| backlog_fuzz::mail::test_mail(input));

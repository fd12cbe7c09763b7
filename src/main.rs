use std::process::ExitCode;

fn main() -> ExitCode {
    kooste::cli::main()
}

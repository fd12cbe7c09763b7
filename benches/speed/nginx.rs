//! nginx with files: what serving cannot cost much less than.

use std::fs;
use std::path::Path;

use crate::server::{Server, free_address};

const CONFIG: &str = "\
daemon off;
user root;
worker_processes 1;
pid FOLDER/nginx.pid;
error_log stderr error;
events { worker_connections 1024; }
http {
    access_log off;
    sendfile on;
    tcp_nopush on;
    gzip_static on;
    etag on;
    keepalive_requests 1000000000;
    default_type 'text/calendar; charset=utf-8';
    client_body_temp_path FOLDER/temp;
    proxy_temp_path FOLDER/temp;
    fastcgi_temp_path FOLDER/temp;
    uwsgi_temp_path FOLDER/temp;
    scgi_temp_path FOLDER/temp;
    server { listen ADDRESS; root FOLDER/files; }
}
";

/// One process that works, on the servers' core, with the files below `files/` in `folder`.
pub(crate) fn start(folder: &Path) -> Server {
    let address = free_address();
    let config = CONFIG.replace("FOLDER", folder.to_str().unwrap());
    let config = config.replace("ADDRESS", &address.to_string());
    let file = folder.join("nginx.conf");
    fs::write(&file, config).unwrap();
    Server::start(address, Path::new("nginx"), &folder.join("nginx.log"), |command| {
        command.arg("-p").arg(folder).arg("-c").arg(&file);
    })
}

// The requests of three real clients for `GET /` on a local server.
#pragma once

#include <array>
#include <string_view>

namespace tiga::bench {

struct RealRequest {
  std::string_view client;
  std::string_view bytes;
};

inline constexpr auto real_requests = std::to_array<RealRequest>({
    {"ab",
     "GET / HTTP/1.0\r\n"
     "Host: 127.0.0.1:45000\r\n"
     "User-Agent: ApacheBench/2.3\r\n"
     "Accept: */*\r\n"
     "\r\n"},
    {"curl",
     "GET / HTTP/1.1\r\n"
     "Host: 127.0.0.1:45000\r\n"
     "User-Agent: curl/7.88.1\r\n"
     "Accept: */*\r\n"
     "\r\n"},
    {"chrome",
     "GET /page.html HTTP/1.1\r\n"
     "Host: 127.0.0.1:45000\r\n"
     "Connection: keep-alive\r\n"
     "Cache-Control: max-age=0\r\n"
     "sec-ch-ua: \"Chromium\";v=\"130\", \"Google Chrome\";v=\"130\", \"Not?A_Brand\";v=\"99\"\r\n"
     "sec-ch-ua-mobile: ?0\r\n"
     "sec-ch-ua-platform: \"Linux\"\r\n"
     "Upgrade-Insecure-Requests: 1\r\n"
     "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
     "Chrome/130.0.0.0 "
     "Safari/537.36\r\n"
     "Accept: "
     "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/"
     "*;q=0.8,"
     "application/signed-exchange;v=b3;q=0.7\r\n"
     "Sec-Fetch-Site: none\r\n"
     "Sec-Fetch-Mode: navigate\r\n"
     "Sec-Fetch-User: ?1\r\n"
     "Sec-Fetch-Dest: document\r\n"
     "Accept-Encoding: gzip, deflate, br, zstd\r\n"
     "Accept-Language: en-GB,en-US;q=0.9,en;q=0.8\r\n"
     "\r\n"},
});

}  // namespace tiga::bench

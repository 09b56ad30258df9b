// Compiled languages: Go, Java, C#, Clojure and Rust. Each runs as copied.
import { t } from "../../../text/text.ts";
import { CLOJURE, CSHARP, GO, JAVA, quote, RUST, writeParams, writeTheme } from "../literals.ts";
import { code, type Part, type Sample, type SampleInput } from "../sample.ts";

const key = (it: SampleInput): Part => ({ text: quote(it.secretKey), mark: "key" });
const hash = (it: SampleInput): Part => ({ text: quote(it.hash), mark: "hash" });

export function goSample(it: SampleInput): Sample {
  return code`// ${t.code.noPackage}
package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"time"
)

const siteURL = ${quote(it.siteUrl)}
const secretKey = ${key(it)}

func encode(bytes []byte) string {
	return base64.RawURLEncoding.EncodeToString(bytes)
}

func sign(payload map[string]any) (string, error) {
	claims, err := json.Marshal(payload)
	if err != nil {
		return "", err
	}
	text := encode([]byte(\`{"alg":"HS256","typ":"JWT"}\`)) + "." + encode(claims)
	mac := hmac.New(sha256.New, []byte(secretKey))
	mac.Write([]byte(text))
	return text + "." + encode(mac.Sum(nil)), nil
}

func main() {
	token, err := sign(map[string]any{
		"resource": map[string]any{"${it.kind}": ${it.id}},
		"params": ${writeParams(it, GO, "\t\t\t", "\t\t")},${writeTheme(it, GO, (theme) => `\t\t"theme": ${theme},`)}
		"exp": time.Now().Add(10 * time.Minute).Unix(), // ${t.code.expiration}
	})
	if err != nil {
		panic(err)
	}
	fmt.Println(siteURL + "/embed/${it.kind}/" + token + ${hash(it)})
}
`;
}

export function javaSample(it: SampleInput): Sample {
  const params = writeParams(it, JAVA, "    ", "");
  const puts: Part = params.text ? { ...params, text: `\n${params.text}` } : params;
  return code`// com.fasterxml.jackson.core:jackson-databind
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.*;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

public class Embed {
  static final String SITE_URL = ${quote(it.siteUrl)};
  static final String SECRET_KEY = ${key(it)};

  static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static String sign(Map<String, Object> payload) throws Exception {
    byte[] header = "{\\"alg\\":\\"HS256\\",\\"typ\\":\\"JWT\\"}".getBytes(StandardCharsets.UTF_8);
    String text = encode(header) + "." + encode(new ObjectMapper().writeValueAsBytes(payload));
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET_KEY.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return text + "." + encode(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }

  public static void main(String[] arguments) throws Exception {
    Map<String, Object> params = new HashMap<>();${puts}
    Map<String, Object> payload = new HashMap<>();
    payload.put("resource", Map.of("${it.kind}", ${it.id}));
    payload.put("params", params);${writeTheme(it, JAVA, (theme) => `    payload.put("theme", ${theme});`)}
    payload.put("exp", System.currentTimeMillis() / 1000 + 60 * 10); // ${t.code.expiration}
    System.out.println(SITE_URL + "/embed/${it.kind}/" + sign(payload) + ${hash(it)});
  }
}
`;
}

export function csharpSample(it: SampleInput): Sample {
  return code`// dotnet add package Newtonsoft.Json
using System;
using System.Collections.Generic;
using System.Security.Cryptography;
using System.Text;
using Newtonsoft.Json;

public static class Embed
{
    const string SiteUrl = ${quote(it.siteUrl)};
    const string SecretKey = ${key(it)};

    static string Encode(byte[] bytes) =>
        Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    static string Sign(object payload)
    {
        var header = Encoding.UTF8.GetBytes("{\\"alg\\":\\"HS256\\",\\"typ\\":\\"JWT\\"}");
        var claims = Encoding.UTF8.GetBytes(JsonConvert.SerializeObject(payload));
        var text = Encode(header) + "." + Encode(claims);
        using (var mac = new HMACSHA256(Encoding.UTF8.GetBytes(SecretKey)))
            return text + "." + Encode(mac.ComputeHash(Encoding.UTF8.GetBytes(text)));
    }

    public static void Main()
    {
        var token = Sign(new Dictionary<string, object>
        {
            ["resource"] = new Dictionary<string, object> { ["${it.kind}"] = ${it.id} },
            ["params"] = ${writeParams(it, CSHARP, "                ", "            ")},${writeTheme(it, CSHARP, (theme) => `            ["theme"] = ${theme},`)}
            ["exp"] = DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 60 * 10, // ${t.code.expiration}
        });
        Console.WriteLine(SiteUrl + "/embed/${it.kind}/" + token + ${hash(it)});
    }
}
`;
}

export function clojureSample(it: SampleInput): Sample {
  return code`;; org.clojure/data.json
(require '[clojure.data.json :as json])
(import '(java.util Base64) '(javax.crypto Mac) '(javax.crypto.spec SecretKeySpec))

(def site-url ${quote(it.siteUrl)})
(def secret-key ${key(it)})

(defn encode [bytes]
  (.encodeToString (.withoutPadding (Base64/getUrlEncoder)) bytes))

(defn sign [payload]
  (let [json-part #(encode (.getBytes (json/write-str %) "UTF-8"))
        text (str (json-part {"alg" "HS256" "typ" "JWT"}) "." (json-part payload))
        mac (doto (Mac/getInstance "HmacSHA256")
              (.init (SecretKeySpec. (.getBytes secret-key "UTF-8") "HmacSHA256")))]
    (str text "." (encode (.doFinal mac (.getBytes text "UTF-8"))))))

(def payload
  {"resource" {"${it.kind}" ${it.id}}
   "params" ${writeParams(it, CLOJURE, "     ", "    ")}${writeTheme(it, CLOJURE, (theme) => `   "theme" ${theme}`)}
   "exp" (+ (quot (System/currentTimeMillis) 1000) (* 60 10))}) ; ${t.code.expiration}

(println (str site-url "/embed/${it.kind}/" (sign payload) ${hash(it)}))
`;
}

export function rustSample(it: SampleInput): Sample {
  return code`// cargo add jsonwebtoken serde_json
use jsonwebtoken::{encode, EncodingKey, Header};
use serde_json::json;
use std::time::{SystemTime, UNIX_EPOCH};

const SITE_URL: &str = ${RUST.quote(it.siteUrl)};
const SECRET_KEY: &str = ${{ text: RUST.quote(it.secretKey), mark: "key" }};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    let payload = json!({
        "resource": { "${it.kind}": ${it.id} },
        "params": ${writeParams(it, RUST, "            ", "        ")},${writeTheme(it, RUST, (theme) => `        "theme": ${theme},`)}
        "exp": now + 60 * 10, // ${t.code.expiration}
    });
    let key = EncodingKey::from_secret(SECRET_KEY.as_bytes());
    let token = encode(&Header::default(), &payload, &key)?;
    println!("{}/embed/${it.kind}/{}{}", SITE_URL, token, ${{ text: RUST.quote(it.hash), mark: "hash" }});
    Ok(())
}
`;
}

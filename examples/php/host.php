<?php
// A host in PHP: customers sign in and see their own rows, and nobody else's. No package is needed.
//
//   SIGNBOARD_SITE_URL=http://127.0.0.1:3300 SIGNBOARD_EMBEDDING_SECRET_KEY=... php -S 127.0.0.1:3500 host.php
declare(strict_types=1);

$siteUrl = rtrim(getenv("SIGNBOARD_SITE_URL") ?: "http://127.0.0.1:3300", "/");
$secretKey = getenv("SIGNBOARD_EMBEDDING_SECRET_KEY") ?: "";
$dashboard = getenv("DASHBOARD") ?: "demo-shop-overview-01";
$question = getenv("QUESTION") ?: "demo-latest-reviews-1";
$customers = [
    "fjord-fern" => ["accountId" => 1, "name" => "Fjord & Fern"],
    "cafe-solene" => ["accountId" => 2, "name" => "Café Solène"],
];

if ($secretKey === "") {
    http_response_code(500);
    exit("Set SIGNBOARD_EMBEDDING_SECRET_KEY to the server's embedding secret key.");
}

function encode(string $bytes): string
{
    return rtrim(strtr(base64_encode($bytes), "+/", "-_"), "=");
}

// The part to copy: who looks comes from the session, and the key never leaves this server.
function embedUrl(string $siteUrl, string $secretKey, string $kind, string $item, array $customer): string
{
    $payload = [
        "resource" => [$kind => ctype_digit($item) ? (int) $item : $item],
        "params" => ["account" => [$customer["accountId"]]],
        "exp" => time() + 60 * 10,
    ];
    $text = encode(json_encode(["alg" => "HS256", "typ" => "JWT"])) . "." . encode(json_encode($payload, JSON_THROW_ON_ERROR));
    $token = $text . "." . encode(hash_hmac("sha256", $text, $secretKey, true));
    return "$siteUrl/embed/$kind/$token#bordered=false&titled=false";
}

function h(string $text): string
{
    return htmlspecialchars($text, ENT_QUOTES);
}

session_start(["cookie_httponly" => true, "cookie_samesite" => "Lax"]);
$path = parse_url($_SERVER["REQUEST_URI"], PHP_URL_PATH);

if ($_SERVER["REQUEST_METHOD"] === "POST") {
    if ($path === "/sign-in" && isset($customers[$_POST["customer"] ?? ""])) {
        session_regenerate_id(true);
        $_SESSION["customer"] = $_POST["customer"];
    } elseif ($path === "/sign-out") {
        session_destroy();
    }
    header("Location: /", true, 303);
    exit;
}

[$kind, $item, $title] = $path === "/reviews" ? ["question", $question, "Reviews"] : ["dashboard", $dashboard, "Sales"];
$customer = $customers[$_SESSION["customer"] ?? ""] ?? null;
header("Cache-Control: no-store");
header("Content-Type: text/html; charset=utf-8");
?>
<!doctype html>
<meta name="viewport" content="width=device-width"><title><?= h($title) ?></title>
<script src="<?= h($siteUrl) ?>/app/iframeResizer.js"></script>
<style>body { font: 16px system-ui; margin: 0 auto; max-width: 72rem; padding: 1rem }
iframe { width: 100%; min-height: 24rem; border: 0 } form { display: inline }</style>
<?php if ($customer !== null): ?>
<p><b><?= h($customer["name"]) ?></b> <a href="/">Sales</a> <a href="/reviews">Reviews</a>
<form method="post" action="/sign-out"><button>Sign out</button></form></p>
<iframe src="<?= h(embedUrl($siteUrl, $secretKey, $kind, $item, $customer)) ?>" title="<?= h($title) ?>" onload="iFrameResize({}, this)"></iframe>
<?php else: ?>
<form method="post" action="/sign-in">
<?php foreach ($customers as $key => $one): ?><button name="customer" value="<?= h($key) ?>"><?= h($one["name"]) ?></button> <?php endforeach ?>
</form>
<?php endif ?>

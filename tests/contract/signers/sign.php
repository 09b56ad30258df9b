<?php
// A host in PHP without Composer: no registry here carries a JWT library of PHP, so this is the
// function that such hosts write. json_encode is PHP's own: [] for an empty array, \u00fc and \/
// unless told otherwise. A token whose flags are JSON_UNESCAPED_SLASHES is spelled as firebase/php-jwt spells it.

[, $key, $question, $entityId, $account, $open] = $argv;
$resource = ['question' => (int) $question];
$lock = ['account' => [(int) $account]];
$now = time();
$exp = $now + 10 * 60;

function base64url(string $bytes): string
{
    return rtrim(strtr(base64_encode($bytes), '+/', '-_'), '=');
}

function sign(array $payload, string $key, array $header = [], int $flags = 0, string $algorithm = 'HS256'): string
{
    $header = ['typ' => 'JWT', 'alg' => $algorithm] + $header;
    $text = base64url(json_encode($header, $flags)) . '.' . base64url(json_encode($payload, $flags));
    $hash = ['HS256' => 'sha256', 'HS384' => 'sha384'][$algorithm];

    return $text . '.' . base64url(hash_hmac($hash, $text, $key, true));
}

$words = "Größe “ù” \u{2028} 🐎 a/b <i> \\ ' \"";
$tokens = [
    'with exp' => sign(['resource' => $resource, 'params' => $lock, 'exp' => $exp], $key),
    'without exp' => sign(['resource' => $resource, 'params' => $lock], $key),
    'exp with a fraction' => sign(['resource' => $resource, 'params' => $lock, 'exp' => microtime(true) + 600], $key),
    'entity id' => sign(['resource' => ['question' => $entityId], 'params' => $lock, 'exp' => $exp], $key),
    'lock as a number' => sign(['resource' => $resource, 'params' => ['account' => (int) $account], 'exp' => $exp], $key),
    'lock as text' => sign(['resource' => $resource, 'params' => ['account' => $account], 'exp' => $exp], $key),
    'words' => sign(['resource' => $resource, 'params' => $lock + ['word' => $words], 'exp' => $exp], $key),
    'words as firebase/php-jwt spells them' => sign(
        ['resource' => $resource, 'params' => $lock + ['word' => $words], 'exp' => $exp],
        $key,
        flags: JSON_UNESCAPED_SLASHES
    ),
    'words as UTF-8' => sign(
        ['resource' => $resource, 'params' => $lock + ['word' => $words], 'exp' => $exp],
        $key,
        flags: JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES
    ),
    'no value' => sign(['resource' => $resource, 'params' => $lock + ['word' => null], 'exp' => $exp], $key),
    'more claims' => sign(
        ['resource' => $resource, 'params' => $lock, 'exp' => $exp, 'nbf' => $now, 'iat' => microtime(true),
            'aud' => ['https://bi.example', 'x'], 'iss' => 7, 'jti' => ['ü' => 7], 'sub' => 42, 'user' => []],
        $key
    ),
    'unknown key id' => sign(['resource' => $resource, 'params' => $lock, 'exp' => $exp], $key, ['kid' => '2019-ü']),
    'nothing to set' => sign(['resource' => ['question' => (int) $open], 'params' => [], 'exp' => $exp], $key),
    'nothing to set, as an object' => sign(
        ['resource' => ['question' => (int) $open], 'params' => (object) [], 'exp' => $exp],
        $key
    ),
    'expired' => sign(['resource' => $resource, 'params' => $lock, 'exp' => $now - 3600], $key),
    'another key' => sign(['resource' => $resource, 'params' => $lock, 'exp' => $exp], $key . '0'),
    'another algorithm' => sign(['resource' => $resource, 'params' => $lock, 'exp' => $exp], $key, algorithm: 'HS384'),
];
echo json_encode($tokens);

//! RS256 signatures against the certificate that a client declares.

use std::fmt;

use webpki::EndEntityCert;
use webpki::ring::RSA_PKCS1_2048_8192_SHA256;

use super::text::from_base64;

/// A certificate that can be used to check signatures, in DER.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Certificate {
    der: Vec<u8>,
}

/// A declared certificate that cannot be used.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BadCertificate {
    client_id: String,
    reason: String,
}

impl fmt::Display for BadCertificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "use the certificate of client `{}`: {}; give an X.509 v3 certificate with an RSA key \
             of 2048 bits or more, in PEM",
            self.client_id, self.reason
        )
    }
}

impl std::error::Error for BadCertificate {}

impl Certificate {
    /// Reads the first certificate in `pem`.
    pub(super) fn from_pem(client_id: &str, pem: &str) -> Result<Self, BadCertificate> {
        let bad = |reason: String| BadCertificate { client_id: client_id.to_owned(), reason };
        let inner = pem
            .split_once("-----BEGIN CERTIFICATE-----")
            .and_then(|(_, rest)| rest.split_once("-----END CERTIFICATE-----"))
            .ok_or_else(|| bad("it has no BEGIN CERTIFICATE and END CERTIFICATE lines".into()))?;
        let encoded: String = inner.0.split_whitespace().collect();
        let der = from_base64(&encoded).ok_or_else(|| bad("it is not base64".into()))?;
        webpki::anchor_from_trusted_cert(&der.as_slice().into())
            .map_err(|error| bad(error.to_string()))?;
        Ok(Self { der })
    }

    /// Whether `signature` was made of `message` with the certificate's key, by RS256.
    pub(super) fn signed(&self, message: &[u8], signature: &[u8]) -> bool {
        // The call also gives `der` its type, whose crate is no dependency of ours.
        let der = self.der.as_slice().into();
        if webpki::anchor_from_trusted_cert(&der).is_err() {
            return false;
        }
        EndEntityCert::try_from(&der).is_ok_and(|certificate| {
            certificate.verify_signature(RSA_PKCS1_2048_8192_SHA256, message, signature).is_ok()
        })
    }
}
